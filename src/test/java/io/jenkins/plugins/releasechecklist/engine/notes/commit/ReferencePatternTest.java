package io.jenkins.plugins.releasechecklist.engine.notes.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.jenkins.plugins.releasechecklist.engine.notes.markdown.TextPiece;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReferencePatternTest {
    private static final ReferencePattern ISSUE =
            ReferencePattern.of("[A-Z]+-[0-9]+", "https://tracker.example.com/browse/$0");
    private static final ReferencePattern REQUEST =
            ReferencePattern.of("#([0-9]+)", "https://git.example.com/acme/shop/pull/$1");

    private static List<TextPiece> split(String text, ReferencePattern... patterns) {
        return LinkedText.of(text, List.of(patterns), "title").pieces();
    }

    @Test
    void linksWhatMatches() {
        assertThat(split("SHOP-7: totals (#12), see https://example.com/SHOP-8", ISSUE, REQUEST))
                .containsExactly(
                        TextPiece.link("SHOP-7", "https://tracker.example.com/browse/SHOP-7"),
                        TextPiece.text(": totals ("),
                        TextPiece.link("#12", "https://git.example.com/acme/shop/pull/12"),
                        TextPiece.text("), see "),
                        TextPiece.link("https://example.com/SHOP-8", "https://example.com/SHOP-8"));
    }

    @Test
    void encodesWhatGoesIntoAnAddress() {
        ReferencePattern any = ReferencePattern.of("<(.*?)>(x)?", "https://example.com/$1?x=$2");

        assertThat(split("<a b/\"ü?#>", any))
                .containsExactly(TextPiece.link("<a b/\"ü?#>", "https://example.com/a%20b/%22%C3%BC%3F%23?x="));
    }

    @Test
    void givesUpOnAPatternThatExplodes() {
        ReferencePattern bad = ReferencePattern.of("(a+)+b", "https://example.com/$0");

        assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> assertThat(split("SHOP-7 " + "a".repeat(490), bad, ISSUE)
                                .get(0)
                                .text())
                        .isEqualTo("SHOP-7"));
    }

    @Test
    void saysWhatIsWrong() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReferencePattern.of("[A-Z", "https://example.com/$0"))
                .withMessageContainingAll("pattern of a reference: expected a regular expression", "found '[A-Z'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReferencePattern.of(" ", "https://example.com/$0"))
                .withMessageContaining("found nothing");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReferencePattern.of("a*", "https://example.com/$0"))
                .withMessageContaining("matches nothing as well");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReferencePattern.of("a", "javascript:$0"))
                .withMessageContainingAll("expected an absolute http or https address", "'javascript:$0'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReferencePattern.of("a", "https://example.com/$1"))
                .withMessageEndingWith("expected $0 only, because the pattern has no group, found $1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReferencePattern.of("(a)(b)", "https://example.com/$3"))
                .withMessageEndingWith("expected $0 to $2, found $3");
    }
}
