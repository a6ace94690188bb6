package io.jenkins.plugins.releasechecklist.checks;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A field of a form that an HTTP check sends. In a Jenkinsfile, a map is shorter: {@code form: [user: 'anna']}. */
public class FormField implements Describable<FormField>, Serializable {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final String value;

    /** Makes a field; null stands for empty, and the check says what is wrong with it. */
    @DataBoundConstructor
    public FormField(@CheckForNull String name, @CheckForNull String value) {
        this.name = Util.fixNull(name);
        this.value = Util.fixNull(value);
    }

    public String getName() {
        return name;
    }

    public String getValue() {
        return value;
    }

    /** The values by their names, as the engine takes them. */
    static Map<String, String> byName(List<FormField> form) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (FormField field : form) {
            if (fields.put(field.name, field.value) != null) {
                throw new IllegalArgumentException("form: '" + field.name + "' is there twice");
            }
        }
        return fields;
    }

    @Extension
    @Symbol("formField")
    public static final class DescriptorImpl extends Descriptor<FormField> implements ScalarsAsText {
        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.FormField_displayName();
        }

        @POST
        public FormValidation doCheckName(@AncestorInPath Item item, @QueryParameter String value) {
            return ReleaseCheckDescriptor.validateRequired(item, value, text -> {});
        }
    }
}
