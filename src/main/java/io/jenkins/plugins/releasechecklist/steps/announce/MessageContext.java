package io.jenkins.plugins.releasechecklist.steps.announce;

import hudson.Functions;
import hudson.Util;
import hudson.model.Item;
import io.jenkins.plugins.releasechecklist.builds.delivery.Deliveries;
import io.jenkins.plugins.releasechecklist.builds.delivery.DeliveryLog;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.engine.announce.Link;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemIds;
import io.jenkins.plugins.releasechecklist.engine.checklist.ResourceLink;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.steps.run.SecretMasker;
import io.jenkins.plugins.releasechecklist.steps.run.StepRun;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import jenkins.model.Jenkins;

/** What steps that tell people something have in common. */
public final class MessageContext {
    private MessageContext() {}

    /** The outbox of the build, which tells in the log of the step how it goes. */
    public static Deliveries deliveries(StepRun run) throws IOException, InterruptedException {
        return new Deliveries(run.build(), run.record(), run.actor(), new StepLog(run, SecretMasker.of(run.context())));
    }

    /** The name of what is released: that of the job, unless somebody said another one. */
    public static String application(StepRun run, Release release) {
        return release.application().orElseGet(() -> run.build().getParent().getDisplayName());
    }

    /** The address of the checklist, where Jenkins knows its own address. */
    public static List<Link> links(StepRun run) {
        String root = Jenkins.get().getRootUrl();
        return root == null
                ? List.of()
                : List.of(new Link(
                        Messages.checklistLink(), URI.create(root + run.build().getUrl() + "release-checklist/")));
    }

    /** The addresses of the files that are attached, where Jenkins knows its own address. */
    public static List<Link> files(StepRun run, Release release) {
        return release.files().stream()
                .flatMap(file -> throughLogin(run, "attachments/" + Util.rawEncode(file.name())).stream()
                        .map(address -> new Link(
                                file.name() + " (" + Functions.humanReadableByteSize(file.bytes()) + ")", address)))
                .toList();
    }

    /**
     * The address of something on the page of the checklist. It goes by way of the login where Jenkins would tell those who are not logged
     * in that there is no such page, and not ask them who they are. Empty where Jenkins does not know its own address.
     */
    public static Optional<URI> onPage(StepRun run, String anchor) {
        return throughLogin(run, "#" + anchor);
    }

    /** The address of a dialog on the page, to which everybody who is not logged in gets by way of the login. */
    public static Optional<URI> onDialog(StepRun run, String button) {
        return address(run, "#" + button, true);
    }

    private static Optional<URI> throughLogin(StepRun run, String below) {
        boolean denied = Jenkins.get().getACL().hasPermission2(Jenkins.ANONYMOUS2, Jenkins.READ)
                && !run.build().getParent().getACL().hasPermission2(Jenkins.ANONYMOUS2, Item.READ);
        return address(run, below, denied);
    }

    private static Optional<URI> address(StepRun run, String below, boolean byLogin) {
        String page = run.build().getUrl() + "release-checklist/" + below;
        return Optional.ofNullable(Jenkins.get().getRootUrl())
                .map(root -> URI.create(root + (byLogin ? "release-approvals/open?to=" + Util.rawEncode(page) : page)));
    }

    private record StepLog(StepRun run, SecretMasker masking) implements DeliveryLog {
        @Override
        public void line(String line) {
            run.log(line);
        }

        @Override
        public String mask(String text) {
            try {
                return masking.mask(text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new UncheckedIOException(new InterruptedIOException("Interrupted before secrets were hidden"));
            }
        }
    }

    /**
     * Where those read on who support a release: the item by which it is handed over to them, and the documents of the checklist;
     * without those whose address nobody knows.
     */
    public static List<Link> support(StepRun run, Release release) {
        List<Link> links = new ArrayList<>();
        handoff(run, release).ifPresent(links::add);
        release.checklist().resources().stream()
                .flatMap(MessageContext::document)
                .forEach(links::add);
        return links;
    }

    private static Optional<Link> handoff(StepRun run, Release release) {
        return release.checklist()
                .item(ItemIds.SUPPORT_HANDOFF)
                .flatMap(item ->
                        MessageContext.onPage(run, "item-" + item.id()).map(page -> new Link(item.title(), page)));
    }

    private static Stream<Link> document(ResourceLink resource) {
        return resource
                .url()
                .or(() -> ReleaseChecklistConfiguration.get().resourceUrl(resource.title()))
                .flatMap(url -> link(resource.title(), url))
                .stream();
    }

    private static Optional<Link> link(String title, String url) {
        try {
            return Optional.of(new Link(title, new URI(url)));
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
