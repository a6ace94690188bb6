package io.jenkins.plugins.releasechecklist.engine.plan.reader;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.jenkins.plugins.releasechecklist.engine.fuzz.FuzzedReader;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever stands in a file, the reader answers with a plan or with messages of one line each. */
class MutatedPlansTest {
    private static final int MUTANTS = 100;
    private static final List<String> BITS = List.of(
            "[",
            "]",
            "{",
            "}",
            ":",
            "- ",
            "#",
            "&a ",
            "*a",
            "!!",
            "\n",
            "  ",
            "\t",
            "'",
            "\"",
            "null",
            "~",
            "<<: ",
            "0",
            "-1",
            "99999999999999999999",
            "$.",
            "$[",
            "$..[?(",
            "(",
            "\\",
            "\uD83D\uDE80",
            "\uD800",
            "%",
            "?",
            "|",
            "> ",
            "PT",
            "9d",
            "1e5",
            ".inf",
            "true",
            "2001-01-01",
            "=",
            "https://",
            "[::1]:1",
            "\u0000",
            "\u2028");

    @ParameterizedTest
    @ValueSource(strings = {"octoacme-shop.yaml", "every-key.yaml", "twenty-mistakes.yaml"})
    void areReadOrRejectedInWords(String file) {
        Random random = new Random(file.hashCode());
        for (int i = 0; i < MUTANTS; i++) {
            String mutant = mutate(Texts.file(file), random);
            assertThatCode(() -> FuzzedReader.plan(mutant)).as(mutant).doesNotThrowAnyException();
        }
    }

    private static String mutate(String text, Random random) {
        StringBuilder mutant = new StringBuilder(text);
        for (int rest = 1 + random.nextInt(6); rest > 0; rest--) {
            int at = random.nextInt(mutant.length());
            String bit = BITS.get(random.nextInt(BITS.size()));
            switch (random.nextInt(3)) {
                case 0 -> mutant.insert(at, bit);
                case 1 -> mutant.replace(at, Math.min(mutant.length(), at + random.nextInt(20)), bit);
                default -> mutant.deleteCharAt(at);
            }
        }
        return mutant.toString();
    }
}
