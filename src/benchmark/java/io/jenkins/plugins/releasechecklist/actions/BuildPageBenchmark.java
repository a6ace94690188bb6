package io.jenkins.plugins.releasechecklist.actions;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.tasks.junit.JUnitResultArchiver;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.SingleFileSCM;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.kohsuke.stapler.MetaClass;

/**
 * How long the page of a large release takes and how large it is, beside Jenkins' own page of test results with as many rows as
 * the release has items, by turns in one Jenkins. And what a poll without news costs: its round trip beside that of the smallest
 * file of Jenkins.
 */
@WithJenkins
class BuildPageBenchmark {
    private static final int ITEMS = 500;
    private static final int EVENTS = 10_000;
    private static final int WARM_UP = 40;
    private static final int ROUNDS = 60;
    private static final int POLLS = 500;
    private static final double POLL_MILLIS = 2;
    /** By how much medians of the same thing differ. */
    private static final double NOISE = 1.1;

    @Test
    void thePageOfALargeReleaseIsNotSlowerThanThatOfTestResults(JenkinsRule jenkins) throws Exception {
        // Tests parse every script anew for each page, which a Jenkins that people use does not.
        MetaClass.NO_CACHE = false;
        People.moveIn(jenkins);
        ((MockAuthorizationStrategy) jenkins.jenkins.getAuthorizationStrategy())
                .grant(Jenkins.READ)
                .everywhere()
                .toEveryone();
        String results = testResults(jenkins).getUrl() + "testReport/";
        try (RunningBuild build = RunningBuild.start(jenkins, "large", LargeRecord.details(ITEMS))) {
            LargeRecord.fill(build, ITEMS, EVENTS);
            Visitor reader = Visitor.loggedIn(jenkins.getURL(), "reader");
            Visitor approver = Visitor.loggedIn(jenkins.getURL(), "pm");
            Pages test = new Pages("testReport, 500 rows", reader, results);
            Pages empty = new Pages("API page of the build", reader, build.page() + "../api/");
            Pages read = new Pages("release, to read", reader, build.page());
            Pages decide = new Pages("release, with forms", approver, build.page());
            for (int round = 0; round < WARM_UP + ROUNDS; round++) {
                for (Pages pages : List.of(test, empty, read, decide)) {
                    pages.open(round >= WARM_UP);
                }
            }
            Pages changed = new Pages("release, just changed", approver, build.page());
            for (int round = 0; round < ROUNDS; round++) {
                build.append(LargeRecord.mark(EVENTS + round, ITEMS));
                changed.open(true);
                test.open(true);
            }
            double nothing = roundTrip(approver, "robots.txt", 200);
            double poll = poll(approver, build);
            System.out.printf(
                    Locale.ROOT,
                    "%d items, %d events, %d rounds by turns, medians:%n%s%n%s%n%s%n%s%n%s%npoll without news: %.2f ms, robots.txt: %.2f ms%n",
                    ITEMS,
                    build.record().state().seq(),
                    ROUNDS,
                    test,
                    empty,
                    read,
                    decide,
                    changed,
                    poll,
                    nothing);
            assertThat(read.firstByte()).as("time to first byte").isLessThanOrEqualTo(test.firstByte() * NOISE);
            assertThat(decide.firstByte()).as("time to first byte").isLessThanOrEqualTo(test.firstByte() * NOISE);
            assertThat(decide.whole()).as("time of the whole page").isLessThanOrEqualTo(test.whole() * NOISE);
            assertThat(poll - nothing).as("milliseconds of a poll without news").isLessThanOrEqualTo(POLL_MILLIS);
        }
    }

    private static double poll(Visitor visitor, RunningBuild build) throws Exception {
        long seq = build.record().state().seq();
        return roundTrip(visitor, build.page() + "events?after=" + seq, 304, "If-None-Match", "\"" + seq + "\"");
    }

    private static double roundTrip(Visitor visitor, String path, int status, String... headers) throws Exception {
        List<Double> millis = new ArrayList<>();
        for (int round = 0; round < 2 * POLLS; round++) {
            long begin = System.nanoTime();
            HttpResponse<InputStream> answer = visitor.open(path, headers);
            answer.body().readAllBytes();
            assertThat(answer.statusCode()).as(path).isEqualTo(status);
            if (round >= POLLS) {
                millis.add((System.nanoTime() - begin) / 1e6);
            }
        }
        return median(millis);
    }

    /** A build with as many rows on its page of test results as the release has items: one package each. */
    private static FreeStyleBuild testResults(JenkinsRule jenkins) throws Exception {
        String suites = IntStream.range(0, ITEMS)
                .mapToObj(i -> "<testsuite name='p" + i + ".Checkout' tests='1'><testcase classname='p" + i
                        + ".Checkout' name='paysWithCard' time='0.1'/></testsuite>")
                .collect(Collectors.joining("", "<testsuites>", "</testsuites>"));
        FreeStyleProject job = jenkins.createFreeStyleProject("tests");
        job.setScm(new SingleFileSCM("report.xml", suites));
        JUnitResultArchiver archiver = new JUnitResultArchiver("report.xml");
        archiver.setSkipPublishingChecks(true);
        archiver.setSkipMarkingBuildUnstable(true);
        job.getPublishersList().add(archiver);
        return jenkins.buildAndAssertSuccess(job);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    /** One page, opened many times. */
    private static final class Pages {
        private final String name;
        private final Visitor visitor;
        private final String path;
        private final List<Double> firstBytes = new ArrayList<>();
        private final List<Double> wholes = new ArrayList<>();
        private byte[] last = {};

        Pages(String name, Visitor visitor, String path) {
            this.name = name;
            this.visitor = visitor;
            this.path = path;
        }

        void open(boolean counts) throws Exception {
            long begin = System.nanoTime();
            HttpResponse<InputStream> answer = visitor.open(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            ByteArrayOutputStream page = new ByteArrayOutputStream();
            try (InputStream body = answer.body()) {
                page.write(body.read());
                double first = (System.nanoTime() - begin) / 1e6;
                body.transferTo(page);
                if (counts) {
                    firstBytes.add(first);
                    wholes.add((System.nanoTime() - begin) / 1e6);
                }
            }
            last = page.toByteArray();
        }

        double firstByte() {
            return median(firstBytes);
        }

        double whole() {
            return median(wholes);
        }

        int bytes() {
            return last.length;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%-21s first byte %6.1f ms, whole %6.1f ms, %8d bytes, %7d compressed",
                    name,
                    firstByte(),
                    whole(),
                    bytes(),
                    compressed(last));
        }

        private static int compressed(byte[] page) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
                gzip.write(page);
            } catch (IOException e) {
                throw new IllegalStateException("Nothing can go wrong in memory", e);
            }
            return bytes.size();
        }
    }
}
