package io.jenkins.plugins.releasechecklist.actions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.kohsuke.stapler.MetaClass;

/**
 * How long the release board takes with 5,000 jobs that all have releases, and the approvals of a person for whom 50 gates wait, beside
 * Jenkins' own list of these jobs, by turns in one Jenkins. The list shows all of them, the board 200: to show some, it looks at all.
 */
@WithJenkins
class ReleaseBoardBenchmark {
    private static final int JOBS = 5_000;
    private static final int RELEASES = 5;
    private static final int GATES = 50;
    private static final int WARM_UP = 3;
    private static final int ROUNDS = 11;
    private static final double MOST = 0.2;

    @Test
    void takeAFifthOfTheTimeOfTheListOfJobs(JenkinsRule jenkins) throws Exception {
        // Tests parse every script anew for each page, which a Jenkins that people use does not.
        MetaClass.NO_CACHE = false;
        writeJobs(jenkins);
        jenkins.jenkins.setNumExecutors(GATES);
        People.moveIn(jenkins);
        // Who is not logged in yet needs a crumb.
        ((MockAuthorizationStrategy) jenkins.jenkins.getAuthorizationStrategy())
                .grant(Jenkins.READ)
                .everywhere()
                .toEveryone();
        List<RunningBuild> waiting = new ArrayList<>();
        try {
            for (int gate = 0; gate < GATES; gate++) {
                RunningBuild build = RunningBuild.start(
                        jenkins, "waiting-" + gate, RunningBuild.details("OctoAcme Shop", "2.4." + gate));
                build.append(Events.gate("production", Events.PRODUCT, Events.QA));
                waiting.add(build);
            }
            measure(Visitor.loggedIn(jenkins.getURL(), "pm"));
        } finally {
            for (RunningBuild build : waiting) {
                build.close();
            }
        }
    }

    /** Writes the files of the jobs and lets Jenkins read them all: it would take minutes to make one after the other. */
    private static void writeJobs(JenkinsRule jenkins) throws Exception {
        String config = jenkins.createFreeStyleProject("shop-0").getConfigFile().asString();
        for (int job = 0; job < JOBS; job++) {
            Path directory = jenkins.jenkins.getRootDir().toPath().resolve("jobs/shop-" + job);
            ReleaseHistory.write(directory, RELEASES);
            Files.writeString(directory.resolve("config.xml"), config);
        }
        jenkins.jenkins.reload();
        assertThat(jenkins.jenkins.getItems()).hasSize(JOBS);
    }

    private static void measure(Visitor visitor) throws Exception {
        Map<String, List<Double>> pages = new LinkedHashMap<>();
        for (int round = 0; round < WARM_UP + ROUNDS; round++) {
            for (Map.Entry<String, String> page : new TreeMap<>(Map.of(
                            "release-board/", "waiting-4",
                            "release-approvals/", "2.4.49",
                            "view/all/", "shop-4999"))
                    .entrySet()) {
                double millis = open(visitor, page.getKey(), page.getValue());
                if (round >= WARM_UP) {
                    pages.computeIfAbsent(page.getKey(), key -> new ArrayList<>())
                            .add(millis);
                }
            }
        }
        double list = median(pages.get("view/all/"));
        for (String page : List.of("release-board/", "release-approvals/")) {
            double millis = median(pages.get(page));
            System.out.printf(
                    Locale.ROOT,
                    "%d jobs, %d gates that wait, medians of %d rounds by turns: %s %.1f ms, list of jobs %.1f ms, ratio %.3f%n",
                    JOBS,
                    GATES,
                    ROUNDS,
                    page,
                    millis,
                    list,
                    millis / list);
        }
        for (String page : List.of("release-board/", "release-approvals/")) {
            assertThat(median(pages.get(page)) / list)
                    .as("time of " + page + " in times of the list")
                    .isLessThanOrEqualTo(MOST);
        }
    }

    private static double open(Visitor visitor, String path, String text) throws Exception {
        long begin = System.nanoTime();
        HttpResponse<InputStream> answer = visitor.open(path);
        String page = new String(answer.body().readAllBytes(), StandardCharsets.UTF_8);
        double millis = (System.nanoTime() - begin) / 1e6;
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        assertThat(page).contains(text);
        return millis;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
