package io.jenkins.plugins.releasechecklist.config;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.model.Item;
import io.jenkins.plugins.releasechecklist.config.audience.Audience;
import io.jenkins.plugins.releasechecklist.config.environment.ProtectedEnvironment;
import io.jenkins.plugins.releasechecklist.config.template.ChecklistTemplate;
import java.util.Collection;
import java.util.List;

/** What folders say for the jobs below them. Only the Folders plugin brings folders; without it nobody says anything. */
interface FolderRules extends ExtensionPoint {
    /** The protected environments of a folder that cover one of the names at least; none for everything else. */
    List<ProtectedEnvironment> covering(Item item, Collection<String> names);

    /** The protected environments of a folder; none for everything else. */
    List<ProtectedEnvironment> environments(Item item);

    /** The audiences of a folder; none for everything else. */
    List<Audience> audiences(Item item);

    /** The checklist templates of a folder; none for everything else. */
    List<ChecklistTemplate> templates(Item item);

    static ExtensionList<FolderRules> all() {
        return ExtensionList.lookup(FolderRules.class);
    }
}
