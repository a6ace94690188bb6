package io.jenkins.plugins.releasechecklist.steps.announce;

import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.engine.announce.Link;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemIds;
import io.jenkins.plugins.releasechecklist.engine.checklist.ResourceLink;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.steps.run.StepRun;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where those read on who support a release: the item by which it is handed over to them, and the documents of the checklist. */
public final class SupportLinks {
    private SupportLinks() {}

    /** The links of the release; without those whose address nobody knows. */
    public static List<Link> of(StepRun run, Release release) {
        List<Link> links = new ArrayList<>();
        handoff(run, release).ifPresent(links::add);
        release.checklist().resources().stream().flatMap(SupportLinks::document).forEach(links::add);
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
