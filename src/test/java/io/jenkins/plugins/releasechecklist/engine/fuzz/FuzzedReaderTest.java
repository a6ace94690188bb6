package io.jenkins.plugins.releasechecklist.engine.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The seeds of the fuzzer, the inputs that it once found, and some mutations of each. */
class FuzzedReaderTest {

    @ParameterizedTest
    @EnumSource
    void readsOrRefusesInWords(FuzzedReader reader) throws Exception {
        List<Path> seeds = seeds(reader);
        assertThat(seeds).isNotEmpty();
        for (Path seed : seeds) {
            byte[] input = Files.readAllBytes(seed);
            Random random = new Random(seed.getFileName().hashCode());
            read(reader, input, seed);
            for (int i = 0; i < 20 && input.length > 0; i++) {
                read(reader, mutated(input, random), seed);
            }
        }
    }

    /** What nests or repeats without an end, too long for files. */
    @ParameterizedTest
    @EnumSource(names = "HTTP", mode = EnumSource.Mode.EXCLUDE)
    void comesToAnEnd(FuzzedReader reader) throws Exception {
        for (String bit : List.of(
                "no worse than a b ", "<= 1", "1ms ", "[", "{\"a\":", "(", "<testsuite>", "- ", "$..[?(", "1", " ")) {
            for (String beginning : List.of("", "no worse than ", "<= ", "<testsuites>", "$..*\n1\n", "$.")) {
                read(reader, (beginning + bit.repeat(20_000)).getBytes(UTF_8), Path.of(beginning + bit));
            }
        }
    }

    private static void read(FuzzedReader reader, byte[] input, Path from) {
        assertTimeoutPreemptively(FuzzedReader.LONGEST, () -> reader.read(input), () -> reader + ", " + from);
    }

    private static List<Path> seeds(FuzzedReader reader) throws IOException, URISyntaxException {
        Path folder = Path.of(Objects.requireNonNull(
                        FuzzedReaderTest.class.getResource(reader.name().toLowerCase(Locale.ROOT)))
                .toURI());
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    /** Some bytes are cut out, repeated or other ones. */
    private static byte[] mutated(byte[] input, Random random) {
        int from = random.nextInt(input.length);
        int to = from + random.nextInt(Math.min(input.length - from, 20) + 1);
        byte[] mutated = new byte[input.length + (random.nextBoolean() ? to - from : from - to)];
        System.arraycopy(input, 0, mutated, 0, Math.min(mutated.length, to));
        int rest = Math.min(input.length - from, Math.max(0, mutated.length - to));
        System.arraycopy(input, input.length - rest, mutated, mutated.length - rest, rest);
        if (mutated.length > 0) {
            mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
        }
        return mutated;
    }
}
