package io.jenkins.plugins.releasechecklist.actions;

import hudson.model.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A job with a release index, and builds that nobody can load: who tries leaves a trace in the log. */
public final class ReleaseHistory {
    private ReleaseHistory() {}

    public static Path file(Job<?, ?> job) {
        return file(job.getRootDir().toPath());
    }

    private static Path file(Path job) {
        return job.resolve("release-checklist/releases.jsonl");
    }

    /** Every fifth build has a release, once a day up to today; every tenth one is rolled back, every seventh one rejected. */
    public static void write(Job<?, ?> job, int releases) throws IOException {
        write(job.getRootDir().toPath(), releases);
    }

    /** The same for the directory of a job that Jenkins need not know. */
    public static void write(Path job, int releases) throws IOException {
        Files.createDirectories(file(job).getParent());
        Files.writeString(
                file(job),
                IntStream.rangeClosed(1, releases)
                        .mapToObj(number -> line(number, releases))
                        .collect(Collectors.joining()));
    }

    /** The directories of the builds. */
    public static void makeBuilds(Job<?, ?> job, int builds) throws IOException {
        Path all = Files.createDirectories(job.getBuildDir().toPath());
        for (int build = 1; build <= builds; build++) {
            Files.writeString(
                    Files.createDirectory(all.resolve(Integer.toString(build))).resolve("build.xml"), "<unreadable");
        }
    }

    private static String line(int number, int releases) {
        Instant at = Instant.now().minus(Duration.ofDays(releases - number)).minusSeconds(60);
        boolean back = number % 10 == 0;
        boolean rejected = number % 7 == 0;
        String status = back ? "ROLLED_BACK" : rejected ? "REJECTED" : "RELEASED";
        String production =
                "{\"name\":\"production\",\"deployed\":\"%s\",\"verified\":\"%s\",\"verdict\":\"%s\",\"good\":%s%s}"
                        .formatted(
                                at,
                                at.plusSeconds(50),
                                back ? "FAIL" : "PASS",
                                !back,
                                back
                                        ? ",\"rolledBack\":{\"version\":\"1.%d.0\",\"build\":%d,\"at\":\"%s\"}"
                                                .formatted(number - 1, (number - 1) * 5, at.plusSeconds(55))
                                        : "");
        String staging = "{\"name\":\"staging\",\"deployed\":\"%s\",\"good\":false,\"tests\":\"PASSED\"}"
                .formatted(at.minusSeconds(600));
        return ("{\"build\":%d,\"name\":\"OctoAcme Shop\",\"version\":\"1.%d.0\",\"type\":\"%s\",\"status\":\"%s\",\"started\":\"%s\","
                        + "\"ended\":\"%s\"%s,\"environments\":[%s],\"firstCommitAt\":\"%s\"%s,\"discarded\":%s,"
                        + "\"target\":\"production\"}\n")
                .formatted(
                        number * 5,
                        number,
                        number % 3 == 0 ? "patch" : "minor",
                        status,
                        at.minusSeconds(3600),
                        at.plusSeconds(59),
                        rejected && !back ? "" : ",\"released\":\"" + at + "\"",
                        rejected && !back ? staging : staging + "," + production,
                        at.minus(Duration.ofHours(20 + number % 30)),
                        back ? ",\"incident\":{\"opened\":\"" + at.plusSeconds(50) + "\"}" : "",
                        number % 2 == 0);
    }
}
