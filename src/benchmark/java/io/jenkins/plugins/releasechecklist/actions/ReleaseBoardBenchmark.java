package io.jenkins.plugins.releasechecklist.actions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
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

/**
 * How long the release board takes with 5,000 jobs that all have releases, beside Jenkins' own list of these jobs, by turns in one
 * Jenkins. The list shows all of them, the board 200: to show some, it looks at all.
 */
@WithJenkins
class ReleaseBoardBenchmark {
    private static final int JOBS = 5_000;
    private static final int RELEASES = 5;
    private static final int WARM_UP = 3;
    private static final int ROUNDS = 11;
    private static final double MOST = 0.2;

    @Test
    void takesAFifthOfTheTimeOfTheListOfJobs(JenkinsRule jenkins) throws Exception {
        People.moveIn(jenkins);
        // Who is not logged in yet needs a crumb.
        ((MockAuthorizationStrategy) jenkins.jenkins.getAuthorizationStrategy())
                .grant(Jenkins.READ)
                .everywhere()
                .toEveryone();
        for (int job = 0; job < JOBS; job++) {
            ReleaseHistory.write(jenkins.createFreeStyleProject("shop-" + job), RELEASES);
        }
        Visitor reader = Visitor.loggedIn(jenkins.getURL(), "reader");
        Map<String, List<Double>> pages = new LinkedHashMap<>();
        for (int round = 0; round < WARM_UP + ROUNDS; round++) {
            for (String page : List.of("release-board/", "view/all/")) {
                double millis = open(reader, page);
                if (round >= WARM_UP) {
                    pages.computeIfAbsent(page, key -> new ArrayList<>()).add(millis);
                }
            }
        }
        double board = median(pages.get("release-board/"));
        double list = median(pages.get("view/all/"));
        System.out.printf(
                Locale.ROOT,
                "%d jobs, medians of %d rounds by turns: release board %.1f ms, list of jobs %.1f ms, ratio %.3f%n",
                JOBS,
                ROUNDS,
                board,
                list,
                board / list);
        assertThat(board / list).as("time of the board in times of the list").isLessThanOrEqualTo(MOST);
    }

    private static double open(Visitor visitor, String path) throws Exception {
        long begin = System.nanoTime();
        HttpResponse<InputStream> answer = visitor.open(path);
        String page = new String(answer.body().readAllBytes(), StandardCharsets.UTF_8);
        double millis = (System.nanoTime() - begin) / 1e6;
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        assertThat(page).contains("shop-4");
        return millis;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
