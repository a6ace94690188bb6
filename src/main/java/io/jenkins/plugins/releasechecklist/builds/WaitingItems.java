package io.jenkins.plugins.releasechecklist.builds;

import hudson.Extension;
import hudson.model.Item;
import hudson.model.listeners.ItemListener;

/** What waits goes where its job goes, and is gone with it. */
@Extension
public class WaitingItems extends ItemListener {
    @Override
    public void onDeleted(Item item) {
        WaitingIndex.get().forgetAll(item.getFullName());
    }

    @Override
    public void onLocationChanged(Item item, String oldFullName, String newFullName) {
        WaitingIndex.get().follow(oldFullName, newFullName);
    }
}
