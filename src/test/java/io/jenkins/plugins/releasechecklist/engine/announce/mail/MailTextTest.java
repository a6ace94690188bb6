package io.jenkins.plugins.releasechecklist.engine.announce.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.announce.Hostile;
import io.jenkins.plugins.releasechecklist.engine.announce.Message;
import io.jenkins.plugins.releasechecklist.engine.announce.Messages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailTextTest {

    @Test
    void hasTheSameTextWithoutFormattingAndAsAWholePageWithoutAnythingThatRunsOrLoads() {
        MailText mail = MailText.of(Messages.announcement(), Messages.ID, "ci.example.com");

        assertThat(mail.subject()).isEqualTo("OctoAcme Shop 2.4.0 is released");
        assertThat(mail.plain())
                .startsWith("OctoAcme Shop 2.4.0\n\n")
                .endsWith("\nChecklist: https://ci.example.com/job/shop/7/release-checklist/\n");
        assertThat(mail.html())
                .startsWith("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                        + "<title>OctoAcme Shop 2.4.0 is released</title>")
                .contains(
                        "<section class=\"release-notes\">",
                        "<a href=\"https://ci.example.com/job/shop/7/release-checklist/\">Checklist</a>")
                .endsWith("</body>\n</html>\n")
                .doesNotContain("<script", "<style", "<link", "<img", "src=");
    }

    @Test
    void endsWithTheLastEntryOfTheLedger() {
        Message message = Messages.announcement().with(new Message.LedgerHead(12, "8c".repeat(32)));
        MailText mail = MailText.of(message, Messages.ID, "ci.example.com");

        String line = "Ledger of releases: entry 12, " + "8c".repeat(32);
        assertThat(mail.plain()).endsWith("/release-checklist/\n\n" + line + "\n");
        assertThat(mail.html()).contains("<p><small>" + line + "</small></p>");
    }

    @Test
    void carriesTheDeliveryTheEventAndThatNobodyWroteIt() {
        MailText mail = MailText.of(Messages.announcement(), Messages.ID, "ci.example.com");

        assertThat(mail.messageId()).isEqualTo("<" + Messages.ID + "@ci.example.com>");
        assertThat(mail.headers())
                .containsEntry("Auto-Submitted", "auto-generated")
                .containsEntry("X-Release-Checklist-Event", "release.announced")
                .containsEntry("X-Release-Checklist-Delivery", Messages.ID.value());
        assertThat(MailText.of(Messages.announcement(), Messages.ID, "ci.example.com"))
                .isEqualTo(mail);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "x>\r\nBcc: all@example.com", "-", "ci.example.com>"})
    void takesNothingButAHostNameIntoItsId(String host) {
        assertThat(MailText.of(Messages.announcement(), Messages.ID, host).messageId())
                .isEqualTo("<" + Messages.ID + "@localhost.invalid>");
    }

    @ParameterizedTest
    @MethodSource("io.jenkins.plugins.releasechecklist.engine.announce.Hostile#messages")
    void noTextBreaksOutOfASubjectOrThePage(Message message) {
        MailText mail = MailText.of(message, Messages.ID, "ci.example.com");

        assertThat(mail.subject()).isNotBlank().doesNotContain("\r", "\n", "\u0000", Hostile.RIGHT_TO_LEFT);
        assertThat(mail.subject().codePointCount(0, mail.subject().length())).isLessThanOrEqualTo(200);
        assertThat(mail.headers().values())
                .allSatisfy(value -> assertThat(value).matches("[ -~]+"));
        assertThat(mail.html()).doesNotContain("<script", "<img", "<at>", "<!channel", "evil.example.com\"");
    }
}
