package io.jenkins.plugins.releasechecklist.actions.rest;

import hudson.model.ModelObject;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The page that tells a person why something cannot be done.
 *
 * @param problem why
 * @param page the address of the release's page
 * @param anchor the part of it that it was about
 * @param written what the person wrote, so that it is not lost
 */
@Restricted(NoExternalUse.class)
public record RefusalPage(String problem, String page, String anchor, List<String> written) implements ModelObject {
    public RefusalPage {
        written = List.copyOf(written);
    }

    @Override
    public String getDisplayName() {
        return Messages.RefusalPage_displayName();
    }
}
