package io.jenkins.plugins.releasechecklist;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kohsuke.accmod.Restricted;

/** Writes down what other plugins can use of a type: a line for the type, and one for each member, in a fixed order. */
final class ApiSignatures {
    private static final String HOME = ApiSignatures.class.getPackageName() + ".";

    private ApiSignatures() {}

    static List<String> of(Class<?> type) {
        Stream<String> members = Stream.of(
                        Arrays.stream(type.getDeclaredConstructors())
                                .filter(ApiSignatures::isOpen)
                                .map(ApiSignatures::of),
                        Arrays.stream(type.getDeclaredMethods())
                                .filter(ApiSignatures::isOpen)
                                .map(ApiSignatures::of),
                        Arrays.stream(type.getDeclaredFields())
                                .filter(ApiSignatures::isOpen)
                                .map(ApiSignatures::of))
                .flatMap(kind -> kind.sorted())
                .map(member -> "    " + member);
        return Stream.concat(Stream.of(heading(type)), members).toList();
    }

    private static String heading(Class<?> type) {
        String parents = Stream.concat(
                        Stream.ofNullable(type.getGenericSuperclass()), Arrays.stream(type.getGenericInterfaces()))
                .map(ApiSignatures::name)
                .filter(parent ->
                        !List.of("java.lang.Object", "java.lang.Record").contains(parent))
                .collect(Collectors.joining(", "));
        return type.getName() + (parents.isEmpty() ? "" : " : " + parents);
    }

    private static String of(Constructor<?> constructor) {
        return "new" + parameters(constructor);
    }

    private static String of(Method method) {
        int kept = method.getModifiers() & (Modifier.ABSTRACT | Modifier.FINAL | Modifier.PROTECTED | Modifier.STATIC);
        return modifiers(kept) + name(method.getGenericReturnType()) + " " + method.getName() + parameters(method);
    }

    private static String of(Field field) {
        int kept = field.getModifiers() & (Modifier.FINAL | Modifier.PROTECTED | Modifier.STATIC);
        return modifiers(kept) + name(field.getGenericType()) + " " + field.getName();
    }

    private static String parameters(Executable executable) {
        return Arrays.stream(executable.getGenericParameterTypes())
                .map(ApiSignatures::name)
                .collect(Collectors.joining(", ", "(", ")"));
    }

    private static String modifiers(int modifiers) {
        return modifiers == 0 ? "" : Modifier.toString(modifiers) + " ";
    }

    private static String name(Type type) {
        return type.getTypeName().replace(HOME, "");
    }

    private static <M extends Member & AnnotatedElement> boolean isOpen(M member) {
        return (member.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0
                && !member.isSynthetic()
                && !member.isAnnotationPresent(Restricted.class);
    }
}
