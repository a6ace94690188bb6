package io.jenkins.plugins.releasechecklist;

import hudson.ExtensionList;
import hudson.model.Descriptor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.junit.platform.commons.support.ReflectionSupport;
import org.jvnet.hudson.test.TestExtension;

/**
 * The descriptors inside a test class that are {@link TestExtension}s: the harness finds those of the class for which it starts a
 * Jenkins, so in one that runs already they are added for the tests of the class.
 */
final class TestDescriptors {
    private final List<Descriptor<?>> descriptors;

    private TestDescriptors(List<Descriptor<?>> descriptors) {
        this.descriptors = descriptors;
    }

    /** Those of the class, not yet added to any Jenkins. */
    static TestDescriptors of(Class<?> tests) {
        List<Descriptor<?>> found = new ArrayList<>();
        within(tests)
                .filter(type -> type.isAnnotationPresent(TestExtension.class))
                .forEach(type -> found.add((Descriptor<?>) ReflectionSupport.newInstance(type)));
        return new TestDescriptors(found);
    }

    private static Stream<Class<?>> within(Class<?> type) {
        return Arrays.stream(type.getDeclaredClasses())
                .flatMap(inner -> Stream.concat(Stream.of(inner), within(inner)));
    }

    boolean isEmpty() {
        return descriptors.isEmpty();
    }

    void add() {
        descriptors.forEach(descriptor -> lists(descriptor).forEach(list -> list.add(descriptor)));
    }

    void remove() {
        descriptors.forEach(descriptor -> lists(descriptor).forEach(list -> list.remove(descriptor)));
    }

    /** Of what the descriptor describes (its list passes it on to that of all descriptors), and of each kind that it is. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    private static List<List<Descriptor<?>>> lists(Descriptor<?> descriptor) {
        List<List<Descriptor<?>>> lists = new ArrayList<>();
        lists.add((List) Jenkins.get().getDescriptorList((Class) descriptor.getT()));
        for (Class kind = descriptor.getClass().getSuperclass();
                kind != Descriptor.class;
                kind = kind.getSuperclass()) {
            lists.add(ExtensionList.lookup(kind));
        }
        // A list that is read for the first time after an addition would have it twice.
        lists.forEach(List::size);
        return lists;
    }
}
