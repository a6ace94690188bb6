package io.jenkins.plugins.releasechecklist.actions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hudson.cli.CLICommand;
import hudson.model.Descriptor;
import io.jenkins.plugins.releasechecklist.InSharedJenkins;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.config.environment.ProtectedEnvironment;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.BuildRef;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.structs.SymbolLookup;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.kohsuke.args4j.Argument;
import org.kohsuke.args4j.Option;

/**
 * What users wrote down once goes on working: the symbols and parameters of Jenkinsfiles and of Configuration as Code, the options
 * of commands, the fields of the REST API. The list may get longer; a line of it is never changed or taken away.
 */
@InSharedJenkins
class PublishedNamesTest {
    private static final Path LISTS =
            Path.of("src/test/resources/io/jenkins/plugins/releasechecklist/actions/PublishedNamesTest");

    private static JenkinsRule jenkins;

    @BeforeAll
    static void moveIn(JenkinsRule rule) {
        jenkins = rule;
        People.moveIn(rule);
    }

    @Test
    void keepsSymbolsAndTheirParameters() throws IOException {
        Set<String> found = new TreeSet<>();
        for (Descriptor<?> descriptor : jenkins.jenkins.getExtensionList(Descriptor.class)) {
            if (isOurs(descriptor.clazz)) {
                parameters(descriptor).forEach(found::add);
            }
        }
        keeps("symbols.txt", found);
    }

    @Test
    void keepsCommandsAndTheirOptions() throws IOException {
        Set<String> found = new TreeSet<>();
        for (CLICommand command : CLICommand.all()) {
            if (isOurs(command.getClass())) {
                options(command.getClass()).forEach(option -> found.add(command.getName() + " " + option));
            }
        }
        keeps("commands.txt", found);
    }

    @Test
    void keepsTheFieldsOfTheRestApi() throws Exception {
        Set<String> found = new TreeSet<>();
        ProtectedEnvironment staging = new ProtectedEnvironment("staging");
        staging.setExclusive(true);
        ReleaseChecklistConfiguration.get().setEnvironments(List.of(staging));
        try (RunningBuild running = RunningBuild.start(jenkins)) {
            RichRecord.fill(running);
            running.append(Events.gate("staging", Events.PRODUCT, Events.QA));
            running.append(Events.compared("staging", "2.3.0"));
            running.append(
                    Actor.SYSTEM,
                    new ReleaseEvent.DeployedWithoutGo(
                            "production",
                            Optional.of("deploy-production"),
                            Optional.of("r"),
                            Phrase.plain("no gate was opened")));
            BuildRef before = new BuildRef("shop", 7, "job/shop/7/");
            running.append(new ReleaseEvent.DeploymentRequested(
                    "production",
                    before,
                    Optional.of("2.4.0"),
                    Optional.of(new ReleaseEvent.DeploymentRequested.RollbackTarget("2.3.9", before)),
                    Instant.now(),
                    Optional.of("Orders fail")));
            String build = running.page();
            String job = build.substring(0, build.indexOf('/', "job/".length()) + 1);
            fields("build", json(build + "api/json")).forEach(found::add);
            fields("job", json(job + "releases/api/json")).forEach(found::add);
            fields("approvals", json("release-approvals/api/json")).forEach(found::add);
        }
        keeps("rest.txt", found);
    }

    private static boolean isOurs(Class<?> type) {
        return type.getName().startsWith("io.jenkins.plugins.releasechecklist.")
                && !type.getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath()
                        .contains("test-classes");
    }

    private static List<String> parameters(Descriptor<?> descriptor) {
        String name = name(descriptor);
        List<String> lines = new ArrayList<>(List.of(name));
        try {
            new DescribableModel<>(descriptor.clazz)
                    .getParameters()
                    .forEach(parameter -> lines.add(
                            name + " " + parameter.getName() + (parameter.isRequired() ? " (required)" : "")));
        } catch (RuntimeException e) {
            lines.add(name + " takes no parameters");
        }
        return lines;
    }

    private static String name(Descriptor<?> descriptor) {
        if (descriptor instanceof StepDescriptor step) {
            return step.getFunctionName();
        }
        Set<String> symbols = SymbolLookup.getSymbolValue(descriptor);
        return symbols.isEmpty() ? descriptor.clazz.getSimpleName() : String.join("|", symbols);
    }

    private static List<String> options(Class<?> command) {
        List<String> found = new ArrayList<>();
        for (Class<?> type = command; isOurs(type); type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (field.isAnnotationPresent(Option.class)) {
                    found.add(field.getAnnotation(Option.class).name());
                }
                if (field.isAnnotationPresent(Argument.class)) {
                    Argument argument = field.getAnnotation(Argument.class);
                    found.add(argument.index() + " " + argument.metaVar());
                }
            }
        }
        return found;
    }

    private static JsonNode json(String path) throws Exception {
        String text = jenkins.createWebClient()
                .login("both")
                .goTo(path, "application/json")
                .getWebResponse()
                .getContentAsString();
        return new ObjectMapper().readTree(text);
    }

    /** Every field with the path to it; the elements of a list are one. */
    private static Set<String> fields(String path, JsonNode node) {
        Set<String> found = new TreeSet<>();
        node.fields().forEachRemaining(field -> {
            String name = path + "." + field.getKey();
            found.add(name);
            found.addAll(fields(name, field.getValue()));
        });
        if (node.isArray()) {
            node.forEach(element -> found.addAll(fields(path + "[]", element)));
        }
        return found;
    }

    private static void keeps(String list, Set<String> found) throws IOException {
        Path file = LISTS.resolve(list);
        if (Boolean.getBoolean("published.names.write")) {
            Files.createDirectories(LISTS);
            Files.writeString(file, found.stream().map(line -> line + "\n").collect(Collectors.joining()));
        }
        assertThat(found)
                .as("what %s promises; add what is new to it, and never change what is there", file)
                .containsExactlyInAnyOrderElementsOf(Files.readAllLines(file, StandardCharsets.UTF_8));
    }
}
