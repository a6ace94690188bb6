package io.jenkins.plugins.releasechecklist;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.kohsuke.stapler.WebMethod;
import org.kohsuke.stapler.interceptor.RequirePOST;
import org.kohsuke.stapler.verb.GET;
import org.kohsuke.stapler.verb.POST;

/** What Stapler calls when a request comes in: every method of the plugin, found and not listed. */
class WebMethodsTest {
    private static JavaClasses plugin;

    @BeforeAll
    static void readClasses() {
        plugin = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.jenkins.plugins.releasechecklist");
    }

    @Test
    void findsThoseThatAreKnown() {
        assertThat(webMethods().map(JavaMethod::getName))
                .contains("doGo", "doNoGo", "doOverride", "doWaive", "doEdit", "doResend", "doRotateEvidenceKey")
                .contains("doSendTest", "doCheckUsers", "doEvents", "doDynamic");
    }

    @Test
    void eachNamesItsVerb() {
        assertThat(webMethods()
                        .filter(method -> !method.isAnnotatedWith(GET.class) && !method.isAnnotatedWith(POST.class)))
                .as("neither @GET nor @POST")
                .isEmpty();
    }

    /** With {@code @RequirePOST}, Jenkins answers a GET with a button that sends it as a POST: a link and a click would be a vote. */
    // security.md: S33
    @Test
    void noneOffersToPostWhatALinkHolds() {
        assertThat(webMethods().filter(method -> method.isAnnotatedWith(RequirePOST.class)))
                .isEmpty();
        assertThat(plugin.stream().filter(type -> type.isAnnotatedWith(RequirePOST.class)))
                .isEmpty();
    }

    /** Lists of constants, and what is told about a number or a time zone, need none. */
    // security.md: S33
    @Test
    void whatIsPostedAsksForAPermission() {
        assertThat(webMethods()
                        .filter(method -> method.isAnnotatedWith(POST.class))
                        .filter(method -> !method.getName().matches("doFill.*Items")
                                || !method.getParameters().isEmpty())
                        .filter(method -> !method.getName()
                                .matches("doCheckConcurrency|doCheckConsecutiveFailures|doAutoCompleteZone"))
                        .filter(method -> !asksForPermission(method, new HashSet<>()))
                        .map(JavaMethod::getFullName))
                .isEmpty();
    }

    private static Stream<JavaMethod> webMethods() {
        return plugin.stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(method -> !method.getModifiers().contains(JavaModifier.SYNTHETIC))
                .filter(method ->
                        method.getName().matches("do[A-Z].*|js[A-Z].*") || method.isAnnotatedWith(WebMethod.class));
    }

    /** Whether the method asks for one itself or by what it calls in the plugin. */
    private static boolean asksForPermission(JavaMethod method, Set<String> seen) {
        if (!seen.add(method.getFullName())) {
            return false;
        }
        return method.getCallsFromSelf().stream().anyMatch(call -> {
            String name = call.getTarget().getName();
            JavaClass owner = call.getTargetOwner();
            return List.of("hasPermission", "checkPermission").contains(name)
                    || plugin.contain(owner.getFullName())
                            && plugin.get(owner.getFullName()).getAllMethods().stream()
                                    .filter(target -> target.getName().equals(name))
                                    .anyMatch(target -> asksForPermission(target, seen));
        });
    }
}
