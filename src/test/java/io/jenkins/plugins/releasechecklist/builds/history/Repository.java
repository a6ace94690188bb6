package io.jenkins.plugins.releasechecklist.builds.history;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.TaskListener;
import hudson.scm.NullSCM;
import hudson.scm.SCM;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import jenkins.scm.api.SCMHead;
import jenkins.scm.api.SCMHeadEvent;
import jenkins.scm.api.SCMHeadObserver;
import jenkins.scm.api.SCMRevision;
import jenkins.scm.api.SCMSource;
import jenkins.scm.api.SCMSourceCriteria;
import jenkins.scm.api.SCMSourceDescriptor;
import jenkins.scm.api.mixin.ChangeRequestSCMHead;

/** A repository of branches without files. What is called {@code PR-1} is a change request. */
public final class Repository extends SCMSource {
    static final Set<String> NAMES = new ConcurrentSkipListSet<>();

    @Override
    protected void retrieve(
            SCMSourceCriteria criteria,
            @NonNull SCMHeadObserver observer,
            SCMHeadEvent<?> event,
            @NonNull TaskListener listener)
            throws IOException, InterruptedException {
        for (String name : NAMES) {
            SCMHead head = name.startsWith("PR-") ? new ChangeRequest(name) : new SCMHead(name);
            observer.observe(head, new Revision(head));
        }
    }

    /** The same in all tests, none of which has it as an extension. */
    @Override
    public SCMSourceDescriptor getDescriptor() {
        return Description.ONLY;
    }

    @NonNull
    @Override
    public SCM build(@NonNull SCMHead head, SCMRevision revision) {
        return new NullSCM();
    }

    private static final class Revision extends SCMRevision {
        private static final long serialVersionUID = 1;

        Revision(SCMHead head) {
            super(head);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Revision revision && revision.getHead().equals(getHead());
        }

        @Override
        public int hashCode() {
            return getHead().hashCode();
        }
    }

    private static final class ChangeRequest extends SCMHead implements ChangeRequestSCMHead {
        private static final long serialVersionUID = 1;

        ChangeRequest(String name) {
            super(name);
        }

        @NonNull
        @Override
        public String getId() {
            return getName();
        }

        @NonNull
        @Override
        public SCMHead getTarget() {
            return new SCMHead("main");
        }
    }

    private static final class Description extends SCMSourceDescriptor {
        private static final Description ONLY = new Description();
    }
}
