package io.jenkins.plugins.releasechecklist.actions.rest;

import hudson.model.Run;
import io.jenkins.plugins.releasechecklist.builds.decision.Approver;
import io.jenkins.plugins.releasechecklist.builds.decision.NotesEditing;
import io.jenkins.plugins.releasechecklist.builds.decision.Refusal;
import io.jenkins.plugins.releasechecklist.config.ReleasePermissions;
import io.jenkins.plugins.releasechecklist.engine.notes.NotesDraft;
import io.jenkins.plugins.releasechecklist.engine.notes.markdown.MarkdownBlocks;
import io.jenkins.plugins.releasechecklist.engine.report.json.NotesJson;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** {@code notes}: the release notes, until they are announced. */
@Restricted(NoExternalUse.class)
public final class NotesEndpoint {
    /** The longest field, in characters. */
    static final int LONGEST = 20_000;

    private final Run<?, ?> run;

    public NotesEndpoint(Run<?, ?> run) {
        this.run = run;
    }

    /**
     * {@code POST notes/edit}: {@code summary}, {@code changes}, {@code migration}, {@code knownIssues}, each as Markdown. What is not
     * sent stays as it is; what is empty goes away. {@code seq} names the draft that was read, and has to be there.
     */
    @RequirePOST
    public HttpResponse doEdit(StaplerRequest2 request) throws IOException {
        return DecisionAnswer.to(run, ReleasePermissions.APPROVE, "rc-notes-title", reading -> {
            NotesEditing.check(Approver.current(), reading.release());
            long seq = seq(request.getParameter("seq"));
            Optional<String> summary = field(request, "summary");
            Optional<List<String>> changes = field(request, "changes").map(MarkdownBlocks::entries);
            Optional<String> migration = field(request, "migration");
            Optional<List<String>> knownIssues = field(request, "knownIssues").map(MarkdownBlocks::entries);
            return NotesJson.of(new NotesEditing(reading.record())
                    .edit(
                            Approver.current(),
                            seq,
                            draft -> new NotesDraft(
                                    summary.or(draft::summary),
                                    changes.orElse(draft.changes()),
                                    migration.or(draft::migration),
                                    knownIssues.orElse(draft.knownIssues()))));
        });
    }

    /** The text of a parameter, which may be empty; nothing when it was not sent. */
    private static Optional<String> field(StaplerRequest2 request, String name) throws Refusal {
        String text = request.getParameter(name);
        if (text != null && text.length() > LONGEST) {
            throw new Refusal(Refusal.Kind.BAD_REQUEST, Messages.NotesEndpoint_tooLong(name, LONGEST, text.length()));
        }
        return Optional.ofNullable(text);
    }

    private static long seq(String text) throws Refusal {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new Refusal(Refusal.Kind.BAD_REQUEST, Messages.NotesEndpoint_badSeq(text == null ? "" : text));
        }
    }
}
