package io.jenkins.plugins.releasechecklist.actions;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleProject;
import io.jenkins.plugins.releasechecklist.builds.history.ReleaseIndexStore;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** How long the page of the releases takes for a job with 100 of them and for one with 2,000, by turns in one Jenkins. */
@WithJenkins
class JobReleasesBenchmark {
    private static final int FEW = 100;
    private static final int MANY = 2_000;
    private static final int BUILDS_OF_EACH = 5;
    private static final int WARM_UP = 60;
    private static final int ROUNDS = 20;
    /** By how many milliseconds medians of two pages may differ before somebody notices. */
    private static final double UNNOTICED = 20;

    @Test
    void opensAsFastWithTwoThousandReleasesAsWithAHundred(JenkinsRule jenkins) throws Exception {
        People.moveIn(jenkins);
        // Who is not logged in yet needs a crumb.
        ((MockAuthorizationStrategy) jenkins.jenkins.getAuthorizationStrategy())
                .grant(Jenkins.READ)
                .everywhere()
                .toEveryone();
        Visitor reader = Visitor.loggedIn(jenkins.getURL(), "reader");
        Map<Integer, FreeStyleProject> jobs = new LinkedHashMap<>();
        for (int releases : List.of(FEW, MANY)) {
            FreeStyleProject job = jenkins.createFreeStyleProject("shop-" + releases);
            // Jenkins itself asks the last successful build, and would look for one among all those that nobody can
            // load.
            job.updateNextBuildNumber(releases * BUILDS_OF_EACH + 1);
            jenkins.buildAndAssertSuccess(job);
            ReleaseHistory.makeBuilds(job, releases * BUILDS_OF_EACH);
            ReleaseHistory.write(job, releases);
            job._getRuns().purgeCache();
            jobs.put(releases, job);
        }
        Map<Integer, List<Double>> pages = new LinkedHashMap<>();
        Map<Integer, List<Double>> parses = new LinkedHashMap<>();
        for (int round = 0; round < WARM_UP + ROUNDS; round++) {
            for (Map.Entry<Integer, FreeStyleProject> job : jobs.entrySet()) {
                double page = open(reader, job.getValue().getUrl() + "releases/");
                if (round >= WARM_UP) {
                    pages.computeIfAbsent(job.getKey(), key -> new ArrayList<>())
                            .add(page);
                }
            }
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (Map.Entry<Integer, FreeStyleProject> job : jobs.entrySet()) {
                double parse = parse(job.getValue(), round);
                parses.computeIfAbsent(job.getKey(), key -> new ArrayList<>()).add(parse);
            }
        }
        jobs.keySet()
                .forEach(releases -> System.out.printf(
                        Locale.ROOT,
                        "%5d releases among %6d builds: page %6.1f ms, index read from disk %6.1f ms (medians of %d)%n",
                        releases,
                        releases * BUILDS_OF_EACH,
                        median(pages.get(releases)),
                        median(parses.get(releases)),
                        ROUNDS));
        assertThat(median(pages.get(MANY)) - median(pages.get(FEW)))
                .as("milliseconds that 2,000 releases take more than 100")
                .isLessThanOrEqualTo(UNNOTICED);
    }

    private static double open(Visitor visitor, String path) throws Exception {
        long begin = System.nanoTime();
        HttpResponse<InputStream> answer = visitor.open(path, "Accept", "text/html");
        answer.body().readAllBytes();
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return (System.nanoTime() - begin) / 1e6;
    }

    /** A file that seems to have changed is read again. */
    private static double parse(FreeStyleProject job, int round) throws Exception {
        Files.setLastModifiedTime(
                ReleaseHistory.file(job), FileTime.from(Instant.ofEpochSecond(1_700_000_000L + round)));
        long begin = System.nanoTime();
        assertThat(ReleaseIndexStore.read(job).lines()).isNotEmpty();
        return (System.nanoTime() - begin) / 1e6;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
