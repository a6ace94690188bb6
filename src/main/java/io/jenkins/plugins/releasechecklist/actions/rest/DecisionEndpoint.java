package io.jenkins.plugins.releasechecklist.actions.rest;

import hudson.model.Item;
import hudson.model.Run;
import hudson.security.Permission;
import io.jenkins.plugins.releasechecklist.builds.decision.Approver;
import io.jenkins.plugins.releasechecklist.builds.decision.Ballot;
import io.jenkins.plugins.releasechecklist.builds.decision.NotesEditing;
import io.jenkins.plugins.releasechecklist.builds.decision.Promotion;
import io.jenkins.plugins.releasechecklist.builds.decision.Refusal;
import io.jenkins.plugins.releasechecklist.builds.decision.SignOffs;
import io.jenkins.plugins.releasechecklist.builds.delivery.Deliveries;
import io.jenkins.plugins.releasechecklist.config.ReleasePermissions;
import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import io.jenkins.plugins.releasechecklist.engine.notes.NotesDraft;
import io.jenkins.plugins.releasechecklist.engine.notes.markdown.MarkdownBlocks;
import io.jenkins.plugins.releasechecklist.engine.record.event.ItemAction;
import io.jenkins.plugins.releasechecklist.engine.report.json.DeliveryJson;
import io.jenkins.plugins.releasechecklist.engine.report.json.ItemJson;
import io.jenkins.plugins.releasechecklist.engine.report.json.NotesJson;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/**
 * What can be said about a part of a release: a gate, an item, the notes, a message. Whether there is such a part is found out when
 * somebody says something.
 *
 * <p>Parameters come from the body of a POST request alone. No link says anything, because Jenkins answers a GET with 404: it does not
 * offer to send it again as a POST, as it would with {@code @RequirePOST}.
 */
@Restricted(NoExternalUse.class)
public abstract class DecisionEndpoint {
    private final Run<?, ?> run;
    private final String id;
    private final String anchor;

    DecisionEndpoint(Run<?, ?> run, String id, String anchor) {
        this.run = run;
        this.id = id;
        this.anchor = anchor;
    }

    final Run<?, ?> run() {
        return run;
    }

    /** The id of what the address names. */
    final String part() {
        return id;
    }

    final HttpResponse decide(Permission permission, DecisionAnswer.Decision decision) throws IOException {
        return DecisionAnswer.to(run, permission, anchor, decision);
    }

    /** {@code gates/ID}: what can be said at a gate. */
    @Restricted(NoExternalUse.class)
    public static final class GateEndpoint extends DecisionEndpoint {
        public GateEndpoint(Run<?, ?> run, String id) {
            super(run, id, "gate-" + id);
        }

        /**
         * {@code POST gates/ID/go}.
         *
         * @param comment why; optional
         * @param role the role for which the vote is meant, when the person holds several; optional
         * @param from when the Go begins to count, as {@link RequestText#moment} reads it; optional: at once
         * @param zone the time zone of {@code from}, where that has no offset; optional
         */
        @POST
        public HttpResponse doGo(
                @QueryParameter String comment,
                @QueryParameter String role,
                @QueryParameter String from,
                @QueryParameter String zone)
                throws IOException {
            return vote(() -> new Ballot(
                    Choice.GO,
                    RequestText.said(comment),
                    RequestText.said(role),
                    RequestText.moment(from, zone),
                    Optional.empty()));
        }

        /**
         * {@code POST gates/ID/noGo}.
         *
         * @param comment why; must be there
         * @param role the role for which the vote is meant, when the person holds several; optional
         */
        @POST
        public HttpResponse doNoGo(@QueryParameter String comment, @QueryParameter String role) throws IOException {
            return vote(() -> new Ballot(Choice.NO_GO, RequestText.said(comment), RequestText.said(role)));
        }

        /**
         * {@code POST gates/ID/requestChanges}: the gate stays closed until an item is done again.
         *
         * @param item the id of the item; must be there
         * @param comment what has to change; must be there
         * @param role the role for which the person speaks, when holding several; optional
         */
        @POST
        public HttpResponse doRequestChanges(
                @QueryParameter String item, @QueryParameter String comment, @QueryParameter String role)
                throws IOException {
            return vote(() -> new Ballot(
                    Choice.REQUEST_CHANGES,
                    RequestText.said(comment),
                    RequestText.said(role),
                    Optional.empty(),
                    RequestText.said(item)));
        }

        /**
         * {@code POST gates/ID/withdraw}: what the person said before does not count any more.
         *
         * @param comment why; optional
         */
        @POST
        public HttpResponse doWithdraw(@QueryParameter String comment) throws IOException {
            return vote(() -> new Ballot(Choice.WITHDRAW, RequestText.said(comment), Optional.empty()));
        }

        /**
         * {@code POST gates/ID/override}.
         *
         * @param reason why; must be there
         */
        @POST
        public HttpResponse doOverride(@QueryParameter String reason) throws IOException {
            return decide(
                    ReleasePermissions.OVERRIDE,
                    reading -> reading.gate(reading.decisions()
                            .override(
                                    Approver.current(),
                                    part(),
                                    RequestText.said(reason).orElse(""))));
        }

        /**
         * {@code POST gates/ID/leave}: the release has left the environment.
         *
         * @param reason why that is so; must be there
         */
        @POST
        public HttpResponse doLeave(@QueryParameter String reason) throws IOException {
            return decide(
                    ReleasePermissions.OVERRIDE,
                    reading -> reading.gate(reading.decisions()
                            .leave(
                                    Approver.current(),
                                    part(),
                                    RequestText.said(reason).orElse(""))));
        }

        private HttpResponse vote(Words words) throws IOException {
            return decide(
                    ReleasePermissions.APPROVE,
                    reading -> reading.gate(reading.decisions().vote(Approver.current(), part(), words.ballot())));
        }

        /** What the request says; read when the person is known to be allowed to say anything. */
        @FunctionalInterface
        private interface Words {
            Ballot ballot() throws Refusal;
        }
    }

    /**
     * {@code items/ID}: what can be said about an item. Every request may carry {@code note}, {@code evidence} (an address; several
     * are several parameters) and {@code role} (for which role the person signs, when holding several). To complete the item
     * {@code action-items} takes {@code title}, {@code owner} and {@code link}, each as often as there are action items.
     */
    @Restricted(NoExternalUse.class)
    public static final class ItemEndpoint extends DecisionEndpoint {
        public ItemEndpoint(Run<?, ?> run, String id) {
            super(run, id, "item-" + id);
        }

        /** {@code POST items/ID/complete}: the item is done. */
        @POST
        public HttpResponse doComplete(StaplerRequest2 request) throws IOException {
            return sign(ItemAction.COMPLETE, ReleasePermissions.APPROVE, request);
        }

        /** {@code POST items/ID/fail}: it was tried without success. */
        @POST
        public HttpResponse doFail(StaplerRequest2 request) throws IOException {
            return sign(ItemAction.FAIL, ReleasePermissions.APPROVE, request);
        }

        /** {@code POST items/ID/notApplicable}: this release does not need it. */
        @POST
        public HttpResponse doNotApplicable(StaplerRequest2 request) throws IOException {
            return sign(ItemAction.NOT_APPLICABLE, ReleasePermissions.APPROVE, request);
        }

        /** {@code POST items/ID/waive}: it is left out although it is required; the note must be there. */
        @POST
        public HttpResponse doWaive(StaplerRequest2 request) throws IOException {
            return sign(ItemAction.WAIVE, ReleasePermissions.OVERRIDE, request);
        }

        /** {@code POST items/ID/reopen}: nothing said so far counts any more. */
        @POST
        public HttpResponse doReopen(StaplerRequest2 request) throws IOException {
            return sign(ItemAction.REOPEN, ReleasePermissions.APPROVE, request);
        }

        /** {@code POST items/ID/tick}: the part {@code part} of the item is done, or with {@code done=false} is not. */
        @POST
        public HttpResponse doTick(@QueryParameter String part, @QueryParameter String done) throws IOException {
            return decide(
                    ReleasePermissions.APPROVE,
                    reading -> ItemJson.of(new SignOffs(reading.record())
                            .tick(Approver.current(), part(), RequestText.needed("part", part), flag(done))));
        }

        private static boolean flag(String done) throws Refusal {
            if (done == null || !List.of("true", "false").contains(done)) {
                throw new Refusal(Refusal.Kind.BAD_REQUEST, Messages.ItemEndpoint_badFlag(done == null ? "" : done));
            }
            return Boolean.parseBoolean(done);
        }

        private HttpResponse sign(ItemAction action, Permission permission, StaplerRequest2 request)
                throws IOException {
            return decide(
                    permission,
                    reading -> ItemJson.of(new SignOffs(reading.record())
                            .sign(
                                    Approver.current(),
                                    part(),
                                    action,
                                    RequestText.said(request.getParameter("note")),
                                    RequestText.addresses(request.getParameterValues("evidence")),
                                    RequestText.said(request.getParameter("role")),
                                    action == ItemAction.COMPLETE
                                            ? RequestText.actionItems(request, part())
                                            : List.of())));
        }
    }

    /** {@code promotion}: the way of the release to another environment, once its build has ended. */
    @Restricted(NoExternalUse.class)
    public static final class PromotionEndpoint extends DecisionEndpoint {
        public PromotionEndpoint(Run<?, ?> run) {
            super(run, "promotion", "rc-promotion");
        }

        /** {@code POST promotion/start}: starts a build of the job that brings the release to {@code environment}. */
        @POST
        public HttpResponse doStart(@QueryParameter String environment) throws IOException {
            return decide(
                    Item.BUILD,
                    reading -> new Promotion(run(), reading.release())
                            .start(
                                    RequestText.environment(RequestText.needed("environment", environment)),
                                    Instant.now()));
        }
    }

    /** {@code notes}: the release notes, until they are announced. */
    @Restricted(NoExternalUse.class)
    public static final class NotesEndpoint extends DecisionEndpoint {
        /** The longest field, in characters. */
        static final int LONGEST = 20_000;

        public NotesEndpoint(Run<?, ?> run) {
            super(run, "notes", "rc-notes-title");
        }

        /**
         * {@code POST notes/edit}: {@code summary}, {@code changes}, {@code migration}, {@code knownIssues}, each as Markdown. What is
         * not sent stays as it is; what is empty goes away. {@code seq} names the draft that was read, and has to be there.
         */
        @POST
        public HttpResponse doEdit(StaplerRequest2 request) throws IOException {
            return decide(ReleasePermissions.APPROVE, reading -> {
                NotesEditing.check(Approver.current(), reading.release());
                long seq = seq(request.getParameter("seq"));
                Optional<String> summary = field(request, "summary");
                Optional<List<String>> changes = field(request, "changes").map(MarkdownBlocks::entries);
                Optional<String> migration = field(request, "migration");
                Optional<List<String>> knownIssues =
                        field(request, "knownIssues").map(MarkdownBlocks::entries);
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

        /** The value of the parameter, possibly blank; empty if the request does not have it. */
        private static Optional<String> field(StaplerRequest2 request, String name) throws Refusal {
            String text = request.getParameter(name);
            if (text != null && text.length() > LONGEST) {
                throw new Refusal(
                        Refusal.Kind.BAD_REQUEST, Messages.NotesEndpoint_tooLong(name, LONGEST, text.length()));
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

    /** {@code deliveries/ID}: a message to a channel. */
    @Restricted(NoExternalUse.class)
    public static final class DeliveryEndpoint extends DecisionEndpoint {
        public DeliveryEndpoint(Run<?, ?> run, String id) {
            super(run, id, "delivery-" + id);
        }

        /** {@code POST deliveries/ID/resend}: it failed, and is sent again with the same id. Whoever holds a role may ask for it. */
        @POST
        public HttpResponse doResend() throws IOException {
            return decide(
                    ReleasePermissions.APPROVE,
                    reading -> DeliveryJson.of(
                            Deliveries.of(run(), reading.record()).resend(Approver.current(), part())));
        }
    }
}
