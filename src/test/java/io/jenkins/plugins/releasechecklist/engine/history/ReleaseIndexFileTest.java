package io.jenkins.plugins.releasechecklist.engine.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

public class ReleaseIndexFileTest {
    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");

    @TempDir
    private Path job;

    private ReleaseIndexFile file() {
        return new ReleaseIndexFile(job.resolve("release-checklist"));
    }

    private Path path() {
        return job.resolve("release-checklist/releases.jsonl");
    }

    private ReleaseIndexFile.Content content() throws IOException {
        return file().read().orElseThrow();
    }

    public static ReleaseLine line(int build, String version) {
        return new ReleaseLine(
                build,
                Optional.of("Shop <&> \u2028 é"),
                Optional.of(version),
                Optional.of("minor"),
                "RELEASED",
                NOON,
                Optional.of(NOON.plusSeconds(60)),
                Optional.of(NOON.plusSeconds(30)),
                List.of(new EnvironmentLine(
                        "production",
                        Optional.of(NOON),
                        Optional.of(NOON),
                        Optional.of("PASS"),
                        true,
                        Optional.of("PASSED"),
                        Optional.of(NOON.minusSeconds(5)),
                        Optional.of(new EnvironmentLine.RolledBack("1.0", 1, NOON.plusSeconds(9), Optional.empty())),
                        Optional.of(NOON.plusSeconds(7)))),
                Optional.of(NOON.minusSeconds(86_400)),
                Optional.of(new ReleaseLine.IncidentTimes(NOON, Optional.empty())),
                Optional.of(new ReleaseLine.RolledBackTo("production", "1.0", 1)),
                false,
                Optional.of("production"),
                Optional.of(new ReleaseLine.Request("production", 1, Optional.of(2), Optional.empty())),
                List.of(),
                Optional.empty());
    }

    @Test
    void keepsTheLastLineOfEachBuild() throws IOException {
        assertThat(file().read()).isEmpty();
        file().append(line(1, "1.0"));
        file().append(line(2, "2.0"));
        file().append(line(1, "1.0").gone());

        assertThat(content().lines().values()).containsExactly(line(1, "1.0").gone(), line(2, "2.0"));
        assertThat(content().count()).isEqualTo(3);
        assertThat(content().isLong()).isFalse();
        file().append(line(1, "1.0"));
        file().append(line(1, "1.0"));
        assertThat(content().isLong()).isTrue();
    }

    @Test
    void dropsALastLineThatWasNotWrittenWhole() throws IOException {
        file().append(line(1, "1.0"));
        file().append(line(2, "2.0"));
        byte[] whole = Files.readAllBytes(path());
        for (int cut : List.of(1, 10, whole.length / 2 - 1)) {
            Files.write(path(), Arrays.copyOf(whole, whole.length - cut));
            assertThat(content().lines()).containsOnlyKeys(History.build(1));
            assertThat(content().damaged()).isFalse();
            file().append(line(3, "3.0"));
            assertThat(content().lines()).containsOnlyKeys(History.build(1), History.build(3));
            assertThat(content().damaged()).isFalse();
        }
    }

    @Test
    void tellsAnyOtherDamageAndKeepsWhatCanBeRead() throws IOException {
        for (String bad :
                List.of("{", "nonsense", "{\"build\": 0}", "null", "{\"build\":5,\"status\":\"RELEASED\"}", "")) {
            Files.deleteIfExists(path());
            file().append(line(1, "1.0"));
            Files.writeString(path(), bad + "\n", StandardOpenOption.APPEND);
            file().append(line(2, "2.0"));
            assertThat(content().damaged()).as(bad).isTrue();
            assertThat(content().lines()).as(bad).containsOnlyKeys(History.build(1), History.build(2));
        }
        Files.write(path(), new byte[] {(byte) 0xff, (byte) 0xfe, '\n'});
        assertThat(content().damaged()).isTrue();
    }

    @Test
    void readsWhatANewerVersionWrote() throws IOException {
        Files.createDirectory(path().getParent());
        Files.writeString(
                path(),
                "{\"build\":7,\"status\":\"CELEBRATED\",\"started\":\"2026-05-04T12:00:00Z\",\"moon\":{\"full\":true},"
                        + "\"environments\":[{\"name\":\"production\",\"colour\":\"green\",\"good\":true}],"
                        + "\"discarded\":false}\n");
        ReleaseLine line = content().lines().get(History.build(7));
        assertThat(line.isReleased()).isFalse();
        assertThat(line.environment("production").orElseThrow().good()).isTrue();
        assertThat(line.version()).isEmpty();
    }

    @Test
    void isReplacedAsAWhole() throws IOException {
        file().append(line(1, "1.0"));
        file().replace(List.of(line(2, "2.0"), line(3, "3.0")));
        assertThat(content().lines()).containsOnlyKeys(History.build(2), History.build(3));
        assertThat(content().count()).isEqualTo(2);
        assertThat(path().getParent().toFile().list()).containsExactly("releases.jsonl");
    }

    @Test
    void doesNotBringBackTheDirectoryOfAJobThatIsGone() throws IOException {
        ReleaseIndexFile gone = new ReleaseIndexFile(job.resolve("deleted/release-checklist"));
        assertThatThrownBy(() -> gone.append(line(1, "1.0"))).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> gone.replace(List.of(line(1, "1.0")))).isInstanceOf(NoSuchFileException.class);
        assertThat(job.resolve("deleted")).doesNotExist();
    }

    @Test
    void findsWhatFollowsFromTheLinesOnce() {
        ReleaseIndex index = new ReleaseIndex(List.of(line(1, "1.0")));

        assertThat(index.deployments()).hasSize(1).isSameAs(index.deployments());
        assertThat(index.environments()).hasSize(1).isSameAs(index.environments());
    }
}
