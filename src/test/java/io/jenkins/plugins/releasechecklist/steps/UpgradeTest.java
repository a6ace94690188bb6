package io.jenkins.plugins.releasechecklist.steps;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.JenkinsSessions;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A Pipeline that waited at a gate when Jenkins was stopped for an upgrade, in every form in which it was ever saved. */
class UpgradeTest {
    private static final Path FIRST =
            Path.of("src/test/resources/io/jenkins/plugins/releasechecklist/steps/UpgradeTest");

    @RegisterExtension
    private final JenkinsSessions sessions = new JenkinsSessions();

    @Test
    void goesOnFromTheGateInsideABodyWithTheVoteFromBefore() throws Throwable {
        copy(FIRST, sessions.getHome().toPath());
        sessions.then(rule -> {
            Releasing.people(rule);
            WorkflowRun run = Releasing.firstBuild(rule, "shop");
            Releasing.vote(run, "qa", "production", Choice.GO, null);
            rule.assertBuildStatusSuccess(rule.waitForCompletion(run));
            assertThat(Releasing.release(run).item("deploy-production"))
                    .hasValueSatisfying(item -> assertThat(item.status()).isEqualTo(ItemStatus.PASSED));
        });
    }

    private static void copy(Path from, Path to) throws Exception {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }
}
