package io.jenkins.plugins.releasechecklist.actions.approvals;

import hudson.Util;
import hudson.util.HttpResponses;
import io.jenkins.plugins.releasechecklist.actions.rest.JsonAnswer;
import io.jenkins.plugins.releasechecklist.evidence.EvidenceKeys;
import io.jenkins.plugins.releasechecklist.evidence.PublishedKey;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerRequest2;

/** The public keys of evidence as an answer. */
final class EvidenceKeysAnswer {
    private static final Logger LOGGER = Logger.getLogger(EvidenceKeysAnswer.class.getName());

    private EvidenceKeysAnswer() {}

    /** The key is replaced. A browser gets the form again, where the new one stands, or a page that says why not. */
    static HttpResponse rotated(StaplerRequest2 request) {
        JsonAnswer answer = after(EvidenceKeys::rotate);
        if (!Util.fixNull(request.getHeader("Accept")).contains("text/html")) {
            return answer;
        }
        return answer.body() instanceof JsonAnswer.ErrorJson error
                ? HttpResponses.errorWithoutStack(answer.status(), error.error())
                : HttpResponses.redirectViaContextPath("manage/configure");
    }

    /** All of them, after something was done first. */
    static JsonAnswer after(Change change) {
        try {
            change.apply(EvidenceKeys.get());
            return new JsonAnswer(
                    HttpServletResponse.SC_OK,
                    new EvidenceKeysJson(EvidenceKeys.get().published()));
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "Cannot read or keep the keys of evidence", e);
            return JsonAnswer.error(
                    HttpServletResponse.SC_INTERNAL_SERVER_ERROR,
                    Messages.EvidenceKeysAnswer_unreadable(e.getMessage()));
        }
    }

    /** What is done with the keys before they are told. */
    @FunctionalInterface
    interface Change {
        void apply(EvidenceKeys keys) throws IOException;
    }

    /**
     * The answer to {@code GET release-approvals/evidence-keys}.
     *
     * @param keys every public key that ever signed evidence here, in the order in which they came
     */
    public record EvidenceKeysJson(List<PublishedKey> keys) {
        public EvidenceKeysJson {
            keys = List.copyOf(keys);
        }
    }
}
