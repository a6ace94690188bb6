package io.jenkins.plugins.releasechecklist.builds.history;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.Util;
import io.jenkins.plugins.releasechecklist.JenkinsSessions;
import io.jenkins.plugins.releasechecklist.engine.history.ReleaseIndexFile;
import io.jenkins.plugins.releasechecklist.engine.history.ReleaseLine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;

/** The history of a multibranch project is there after a restart, and takes in what earlier versions kept for each branch. */
class BranchHistoryRestartTest {
    @RegisterExtension
    private final JenkinsSessions sessions = new JenkinsSessions();

    private static Multibranch shop(JenkinsRule rule) {
        return new Multibranch(rule, rule.jenkins.getItemByFullName("shop", WorkflowMultiBranchProject.class));
    }

    @Test
    void isThereAfterARestartAndACrash() throws Throwable {
        Path[] branch = new Path[1];
        sessions.then(rule -> {
            Multibranch shop = Multibranch.create(rule, "shop", "release-1", "release-2");
            shop.good("release-1", "1.0.0");
            shop.good("release-2", "1.1.0");
            branch[0] = shop.job("release-1").getRootDir().toPath();
        });
        // The job went without a listener that heard of it.
        Util.deleteRecursive(branch[0].toFile());
        sessions.then(rule -> {
            Multibranch shop = shop(rule);
            assertThat(shop.releases("release-2")).containsExactly("release-2#1 1.1.0", "release-1#1 1.0.0");
            assertThat(ReleaseIndexStore.read(shop.job("release-2")).lines())
                    .extracting(ReleaseLine::discarded)
                    .containsExactly(false, true);
            assertThat(Multibranch.knownGood(shop.opened("release-2", "1.2.0"))
                            .orElseThrow()
                            .version())
                    .isEqualTo("1.1.0");
        });
    }

    /** An earlier version is what wrote the indexes of the branches, and may have been at work again since. */
    @Test
    void takesInTheIndexesOfBranches() throws Throwable {
        Path[] own = new Path[2];
        sessions.then(rule -> {
            Multibranch shop = Multibranch.create(rule, "shop", "release-1", "release-2");
            shop.good("release-1", "1.0.0").delete();
            shop.good("release-2", "1.1.0");
            own[0] = shop.job("release-1").getRootDir().toPath().resolve("release-checklist");
            own[1] = shop.index();
        });
        ReleaseLine kept = ReleaseIndexFile.read(own[1]).orElseThrow().lines().values().stream()
                .filter(line -> line.job().equals(Optional.of("release-1")))
                .findFirst()
                .orElseThrow()
                .renamed(any -> Optional.empty());
        assertThat(kept.key().id()).isEqualTo("1");
        assertThat(kept.discarded()).isTrue();
        for (boolean again : new boolean[] {false, true}) {
            Files.createDirectories(own[0]);
            new ReleaseIndexFile(own[0]).replace(List.of(kept));
            if (!again) {
                Files.delete(own[1]);
            }
            sessions.then(rule -> {
                Multibranch shop = shop(rule);
                assertThat(shop.releases("release-2")).containsExactly("release-2#1 1.1.0", "release-1#1 1.0.0");
                assertThat(own[0].resolve("releases.jsonl")).doesNotExist();
                assertThat(ReleaseIndexStore.peekOwn(shop.job("release-1"))
                                .orElseThrow()
                                .lines())
                        .hasSize(1);
            });
            Map<?, ?> now = ReleaseIndexFile.read(own[1]).orElseThrow().lines();
            assertThat(now).hasSize(2);
        }
    }
}
