package io.jenkins.plugins.releasechecklist.checks;

import hudson.model.Descriptor;
import java.util.HashMap;
import java.util.Map;
import org.jenkinsci.plugins.structs.describable.CustomDescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;

/**
 * Lets a Jenkinsfile write numbers, truth values and letters where a parameter is text: {@code status: 200} and
 * {@code status: '2xx'} both work. The structs plugin itself converts text to numbers, but not the other way round.
 *
 * <p>For descriptors of anything that Pipeline binds, steps included.
 */
public interface ScalarsAsText extends CustomDescribableModel {
    @Override
    default Map<String, Object> customInstantiate(Map<String, Object> arguments) {
        DescribableModel<?> model = DescribableModel.of(((Descriptor<?>) this).clazz);
        Map<String, Object> converted = new HashMap<>(arguments);
        converted.replaceAll((name, value) -> isText(model, name) && isScalar(value) ? value.toString() : value);
        return converted;
    }

    private static boolean isText(DescribableModel<?> model, String name) {
        DescribableParameter parameter = name.equals(UninstantiatedDescribable.ANONYMOUS_KEY)
                ? model.getSoleRequiredParameter()
                : model.getParameter(name);
        return parameter != null && parameter.getErasedType() == String.class;
    }

    private static boolean isScalar(Object value) {
        return value instanceof Number || value instanceof Boolean || value instanceof Character;
    }
}
