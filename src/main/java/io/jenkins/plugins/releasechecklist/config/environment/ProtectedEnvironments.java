package io.jenkins.plugins.releasechecklist.config.environment;

import com.thoughtworks.xstream.XStreamException;
import com.thoughtworks.xstream.converters.MarshallingContext;
import com.thoughtworks.xstream.converters.UnmarshallingContext;
import com.thoughtworks.xstream.converters.collections.AbstractCollectionConverter;
import com.thoughtworks.xstream.io.HierarchicalStreamReader;
import com.thoughtworks.xstream.io.HierarchicalStreamWriter;
import com.thoughtworks.xstream.mapper.Mapper;
import io.jenkins.plugins.releasechecklist.config.form.FormCopy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The protected environments of Jenkins or of a folder, as they are stored. Immutable.
 *
 * <p>Jenkins leaves out what it cannot read of a file, which for a rule would mean that it protects nothing any more. Here it
 * stays, with {@linkplain ProtectedEnvironment#getProblem() a problem}.
 */
public final class ProtectedEnvironments {
    public static final ProtectedEnvironments NONE = new ProtectedEnvironments(List.of());

    private final List<ProtectedEnvironment> rules;

    private ProtectedEnvironments(List<ProtectedEnvironment> rules) {
        this.rules = List.copyOf(rules);
    }

    /**
     * These rules.
     *
     * @param rules may be null, which stands for none
     * @throws IllegalArgumentException if two have the same pattern
     */
    public static ProtectedEnvironments of(List<ProtectedEnvironment> rules) {
        return new ProtectedEnvironments(FormCopy.copy(rules, ProtectedEnvironment::getName, "the environment"));
    }

    public List<ProtectedEnvironment> rules() {
        return rules;
    }

    /** The rules that are about one of the names at least. */
    public List<ProtectedEnvironment> covering(Collection<String> names) {
        return rules.stream()
                .filter(rule -> names.stream().anyMatch(rule::covers))
                .toList();
    }

    /** The same with a rule that lets nothing pass. */
    public ProtectedEnvironments withUnreadable(String problem) {
        List<ProtectedEnvironment> more = new ArrayList<>(rules);
        more.add(ProtectedEnvironment.unreadable(problem));
        return new ProtectedEnvironments(more);
    }

    /** Found by XStream by its name. */
    public static final class ConverterImpl extends AbstractCollectionConverter {
        /** Where Jenkins collects what it could not read of a file. */
        private static final String READ_ERRORS = "ReadError";

        /** Called by XStream. */
        public ConverterImpl(Mapper mapper) {
            super(mapper);
        }

        @Override
        public boolean canConvert(Class type) {
            return type == ProtectedEnvironments.class;
        }

        @Override
        public void marshal(Object source, HierarchicalStreamWriter writer, MarshallingContext context) {
            ((ProtectedEnvironments) source).rules.forEach(rule -> writeCompleteItem(rule, context, writer));
        }

        @Override
        public Object unmarshal(HierarchicalStreamReader reader, UnmarshallingContext context) {
            List<ProtectedEnvironment> rules = new ArrayList<>();
            while (reader.hasMoreChildren()) {
                reader.moveDown();
                rules.add(rule(reader, context));
                reader.moveUp();
            }
            return new ProtectedEnvironments(rules);
        }

        private ProtectedEnvironment rule(HierarchicalStreamReader reader, UnmarshallingContext context) {
            int before = errors(context).size();
            try {
                if (readBareItem(reader, context, null) instanceof ProtectedEnvironment rule) {
                    List<?> all = errors(context);
                    all.subList(before, all.size()).forEach(error -> rule.addProblem(message((Throwable) error)));
                    return rule;
                }
                return ProtectedEnvironment.unreadable(Messages.ProtectedEnvironments_noRule(reader.getNodeName()));
            } catch (XStreamException | LinkageError e) {
                return ProtectedEnvironment.unreadable(message(e));
            }
        }

        private static List<?> errors(UnmarshallingContext context) {
            return context.get(READ_ERRORS) instanceof List<?> list ? list : List.of();
        }

        /** What is at the bottom of an error, in one line; XStream adds many lines for developers. */
        private static String message(Throwable error) {
            Throwable cause = error;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            return cause.getMessage() == null
                    ? cause.toString()
                    : cause.getMessage().lines().findFirst().orElse("");
        }
    }
}
