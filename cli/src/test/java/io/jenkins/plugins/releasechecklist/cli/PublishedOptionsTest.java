package io.jenkins.plugins.releasechecklist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Scripts that call the tool go on working: the list of commands and options may get longer, and no line of it goes or changes. */
class PublishedOptionsTest {
    private static final Path LIST = Path.of("src/test/resources/io/jenkins/plugins/releasechecklist/cli/options.txt");

    @Test
    void keepsCommandsAndOptions() throws IOException {
        Set<String> found = new TreeSet<>();
        options("", ReleaseChecklistTool.commandLine(InputStream.nullInputStream()), found);
        if (Boolean.getBoolean("published.names.write")) {
            Files.createDirectories(LIST.getParent());
            Files.writeString(LIST, found.stream().map(line -> line + "\n").collect(Collectors.joining()));
        }
        assertThat(found)
                .as("what %s promises; add what is new to it", LIST)
                .hasSameElementsAs(Files.readAllLines(LIST));
    }

    private static void options(String path, CommandLine command, Set<String> found) {
        String name = path + command.getCommandName();
        command.getCommandSpec()
                .options()
                .forEach(option -> found.add(name + " " + String.join("|", option.names()) + " " + option.arity()
                        + (option.required() ? " (required)" : "")));
        command.getCommandSpec()
                .positionalParameters()
                .forEach(parameter -> found.add(name + " " + parameter.paramLabel() + " " + parameter.arity()));
        command.getSubcommands().values().forEach(one -> options(name + " ", one, found));
    }
}
