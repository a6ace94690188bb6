package io.jenkins.plugins.releasechecklist.actions;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleProject;
import io.jenkins.plugins.releasechecklist.builds.history.ReleaseIndexStore;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.kohsuke.stapler.MetaClass;

/**
 * How long the page of the releases takes for a job with 100 of them and for one with 2,000, beside Jenkins' own page of the larger job
 * and of one with as many builds and no release, by turns in one Jenkins.
 */
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
        // Tests parse every script anew for each page, which a Jenkins that people use does not.
        MetaClass.NO_CACHE = false;
        People.moveIn(jenkins);
        // Who is not logged in yet needs a crumb.
        ((MockAuthorizationStrategy) jenkins.jenkins.getAuthorizationStrategy())
                .grant(Jenkins.READ)
                .everywhere()
                .toEveryone();
        Visitor reader = Visitor.loggedIn(jenkins.getURL(), "reader");
        Map<Integer, FreeStyleProject> jobs = new LinkedHashMap<>();
        for (int releases : List.of(FEW, MANY)) {
            FreeStyleProject job = withBuilds(jenkins, "shop-" + releases, releases * BUILDS_OF_EACH);
            ReleaseHistory.write(job, releases);
            jobs.put(releases, job);
        }
        FreeStyleProject plain = withBuilds(jenkins, "plain", MANY * BUILDS_OF_EACH);
        List<String> addresses = List.of(
                jobs.get(FEW).getUrl() + "releases/",
                jobs.get(MANY).getUrl() + "releases/",
                jobs.get(MANY).getUrl(),
                plain.getUrl());
        Map<String, List<Double>> pages = new LinkedHashMap<>();
        Map<Integer, List<Double>> parses = new LinkedHashMap<>();
        for (int round = 0; round < WARM_UP + ROUNDS; round++) {
            for (String address : addresses) {
                double page = open(reader, address);
                if (round >= WARM_UP) {
                    pages.computeIfAbsent(address, key -> new ArrayList<>()).add(page);
                }
            }
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (Map.Entry<Integer, FreeStyleProject> job : jobs.entrySet()) {
                double parse = parse(job.getValue(), round);
                parses.computeIfAbsent(job.getKey(), key -> new ArrayList<>()).add(parse);
            }
        }
        System.out.printf("Jobs with %d builds for each release, medians of %d:%n", BUILDS_OF_EACH, ROUNDS);
        pages.forEach((address, millis) -> System.out.printf(Locale.ROOT, "%-24s %6.1f ms%n", address, median(millis)));
        parses.forEach((releases, millis) -> System.out.printf(
                Locale.ROOT, "index of %d releases read from disk: %.1f ms%n", releases, median(millis)));
        assertThat(median(pages.get(addresses.get(1))) - median(pages.get(addresses.get(0))))
                .as("milliseconds that 2,000 releases take more than 100")
                .isLessThanOrEqualTo(UNNOTICED);
    }

    /** A job whose builds are copies of its only one. */
    private static FreeStyleProject withBuilds(JenkinsRule jenkins, String name, int builds) throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject(name);
        job.updateNextBuildNumber(builds);
        Path last = jenkins.buildAndAssertSuccess(job).getRootDir().toPath();
        for (int build = 1; build < builds; build++) {
            Files.copy(
                    last.resolve("build.xml"),
                    Files.createDirectory(last.resolveSibling(Integer.toString(build)))
                            .resolve("build.xml"));
        }
        job._getRuns().purgeCache();
        return job;
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
