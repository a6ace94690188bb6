package io.jenkins.plugins.releasechecklist.engine.report;

import static io.jenkins.plugins.releasechecklist.engine.notes.HtmlNotes.escaped;

import java.util.Optional;

/**
 * A report that is looked at while the release runs: the same page, with the question that is open in it.
 *
 * @param question what somebody has to answer now; empty: the page looks again every two seconds
 * @param ended whether nothing comes after this
 */
public record LiveReport(Optional<Question> question, boolean ended) {
    /**
     * A question with its form.
     *
     * @param id tells this question from all others; it comes back with the answer
     * @param text the question
     * @param yes what the button says that agrees
     * @param no what the other one says
     */
    public record Question(String id, String text, String yes, String no) {}

    /** The page for this moment. Its form posts {@code question}, {@code comment} and {@code answer}, yes or no, to {@code answer}. */
    public String page(ReleaseReport report) {
        return HtmlReport.render(new ReportContent(report).document(), Optional.of(this));
    }

    String head() {
        return question.isPresent() || ended ? "" : "<meta http-equiv=\"refresh\" content=\"2\">\n";
    }

    String form() {
        return question.map(asked ->
                        "<section class=\"asked\">\n<form method=\"post\" action=\"answer\" autocomplete=\"off\">\n<h2>"
                                + escaped(asked.text()) + "</h2>\n<input type=\"hidden\" name=\"question\" value=\""
                                + escaped(asked.id())
                                + "\">\n<p><label>Comment <input name=\"comment\" maxlength=\"500\"></label></p>\n<p>"
                                + button("yes", asked.yes()) + " " + button("no", asked.no())
                                + "</p>\n</form>\n</section>\n")
                .orElse("");
    }

    private static String button(String value, String text) {
        return "<button name=\"answer\" value=\"" + value + "\">" + escaped(text) + "</button>";
    }
}
