package io.jenkins.plugins.releasechecklist.steps.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.ExtensionList;
import hudson.model.Item;
import hudson.model.Result;
import hudson.model.TaskListener;
import hudson.scm.NullSCM;
import hudson.scm.SCM;
import hudson.scm.SCMDescriptor;
import hudson.util.Secret;
import io.jenkins.plugins.releasechecklist.config.CredentialsTarget;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.steps.OneJenkins;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import jenkins.scm.api.SCMFile;
import jenkins.scm.api.SCMFileSystem;
import jenkins.scm.api.SCMHead;
import jenkins.scm.api.SCMHeadEvent;
import jenkins.scm.api.SCMHeadObserver;
import jenkins.scm.api.SCMRevision;
import jenkins.scm.api.SCMSource;
import jenkins.scm.api.SCMSourceCriteria;
import jenkins.scm.api.SCMSourceDescriptor;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose plan a release goes by, and what it may use. */
class UntrustedPlanTest extends OneJenkins {
    private static final String PLAN = "application: shop\\nnotes: {summary: Faster}\\n";
    private static final String RELEASE = "; releaseChecklist version: '2.4.0', plan: 'plan.yaml'";

    private final ChangeRequests requests = new ChangeRequests();

    @BeforeEach
    void addSource() {
        requests.add();
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new StringCredentialsImpl(
                        CredentialsScope.GLOBAL, "prod-deploy-token", "", Secret.fromString("s3cr3t-prod-token")));
    }

    @AfterEach
    void removeSource() {
        requests.remove();
        SystemCredentialsProvider.getInstance().getCredentials().clear();
        ReleaseChecklistConfiguration.get().setCredentialsTargets(List.of());
    }

    // security.md: S26
    @Test
    void anUntrustedChangeCannotChangeThePlan() throws Exception {
        requests.trusted = Map.of("plan.yaml", PLAN.replace("\\n", "\r\n"));
        assertThat(release(end(Result.SUCCESS, change(PLAN))).plan()).isPresent();

        String changed = PLAN.replace("Faster", "Slower");
        assertExplained(
                end(Result.FAILURE, change(changed)),
                "plan: this change comes from somebody who is not trusted",
                "found that it was changed");
        requests.trusted = Map.of();
        assertExplained(end(Result.FAILURE, change(PLAN)), "found no such file there");
        requests.files = false;
        assertExplained(end(Result.FAILURE, change(PLAN)), "cannot be read from the trusted revision");
    }

    @Test
    void aTrustedChangeCan() throws Exception {
        requests.author = "trusted";
        requests.trusted = Map.of("plan.yaml", "application: shop\n");

        assertThat(release(end(Result.SUCCESS, change(PLAN))).plan()).isPresent();
    }

    // security.md: S28
    @Test
    void aPlanIsAFileOfTheWorkspaceAndNotTooLarge(@TempDir Path elsewhere) throws Exception {
        Path secret = Files.writeString(elsewhere.resolve("secret.yaml"), "password: hidden");
        refuse(
                "node('') { releaseChecklist version: '2.4.0', plan: '" + secret + "' }",
                "plan: expected a path below the workspace");
        refuse(
                "node('') { releaseChecklist version: '2.4.0', plan: '../secret.yaml' }",
                "plan: expected a path below the workspace");
        refuse(
                "node('') { sh 'mkdir -p . && ln -sf " + secret + " plan.yaml'" + RELEASE + " }",
                "plan: expected a file below the workspace, found 'plan.yaml', a link that leads out of it");
        refuse(
                "node('') { writeFile file: 'plan.yaml', text: '# ' + 'x' * 1024 * 1024" + RELEASE + " }",
                "plan: expected at most 1024 KiB in 'plan.yaml', found more");
    }

    // security.md: S27
    @Test
    void aPlanUsesOnlyCredentialsThatTheStepNames() throws Exception {
        for (String use : List.of(
                "checks: [{httpCheck: {name: health, url: '%s', credentialsId: prod-deploy-token}}]",
                "verify: {version: {url: '%s', jsonPath: $.v, credentialsId: prod-deploy-token}}",
                "verify: {metrics: [{name: queue, url: '%s', jsonPath: $.q, pass: '<= 1', credentialsId: prod-deploy-token}]}",
                "verify: {metrics: [{name: queue, url: '%s', jsonPath: $.q, pass: '<= 1', headerCredentials: {X-Key: prod-deploy-token}}]}")) {
            String plan = "application: shop\\nenvironments: {staging: {"
                    + use.formatted(shop().url() + "/health").replace("'", "\\'") + "}}";
            String load = "node('') { writeFile file: 'plan.yaml', text: '" + plan + "'" + RELEASE;
            refuse(
                    load + "; smokeTest environment: 'staging' }",
                    "may not use the credentials 'prod-deploy-token'",
                    "add credentials: ['prod-deploy-token'] to releaseChecklist");
            assertThat(shop().authorizations()).isEmpty();
            succeed(load + ", credentials: ['prod-deploy-token'] }");
            succeed(load + ", credentials: 'other, prod-deploy-token' }");
            ReleaseChecklistConfiguration.get()
                    .setCredentialsTargets(List.of(new CredentialsTarget("prod-deploy-token", "127.0.0.0/8")));
            succeed(load + " }");
            ReleaseChecklistConfiguration.get()
                    .setCredentialsTargets(List.of(
                            new CredentialsTarget("prod-deploy-token", "*.example.com"),
                            new CredentialsTarget("other", "127.0.0.1")));
            refuse(load + " }", "may not use the credentials 'prod-deploy-token'");
            ReleaseChecklistConfiguration.get().setCredentialsTargets(List.of());
        }
        assertThat(shop().authorizations()).isEmpty();
    }

    // security.md: S25
    @Test
    void nothingIsSentInTheClearUnlessTheAdministratorLetsIt() throws Exception {
        String check = "smokeTest checks: [httpCheck(name: 'health', url: 'http://shop.invalid/',"
                + " credentialsId: 'prod-deploy-token')], retryFor: '0s'";
        refuse(
                check,
                "The check 'health' would send the credentials 'prod-deploy-token' to shop.invalid over plain HTTP",
                "use https");
        CredentialsTarget target = new CredentialsTarget("prod-deploy-token", "*.invalid");
        ReleaseChecklistConfiguration.get().setCredentialsTargets(List.of(target));
        refuse(check, "over plain HTTP");
        target.setPlainHttp(true);
        ReleaseChecklistConfiguration.get().setCredentialsTargets(List.of(target));
        refuse(check, "1 of 1 checks failed");
    }

    private static WorkflowRun change(String plan) throws Exception {
        WorkflowJob job = job("node('') { writeFile file: 'plan.yaml', text: '" + plan + "'" + RELEASE + " }");
        job.setDescription("change request");
        return job.scheduleBuild2(0).waitForStart();
    }

    /** Change requests of a forge: somebody else's are built, but only files of the trusted revision are believed. */
    private static final class ChangeRequests {
        private final SCMHead head = new SCMHead("PR-1");
        private final Source source = new Source(this);
        private final SCMSource.SourceByItem sources = new SCMSource.SourceByItem() {
            @Override
            public SCMSource getSource(Item item) {
                return isChange(item) ? source : null;
            }
        };
        private final SCMHead.HeadByItem heads = new SCMHead.HeadByItem() {
            @Override
            public SCMHead getHead(Item item) {
                return isChange(item) ? head : null;
            }
        };
        private final SCMFileSystem.Builder builder = new FileBuilder(this);

        private String author = "stranger";
        private Map<String, String> trusted = Map.of();
        private boolean files = true;

        void add() {
            ExtensionList.lookup(SCMSource.SourceByItem.class).add(0, sources);
            ExtensionList.lookup(SCMHead.HeadByItem.class).add(0, heads);
            ExtensionList.lookup(SCMFileSystem.Builder.class).add(0, builder);
        }

        void remove() {
            ExtensionList.lookup(SCMSource.SourceByItem.class).remove(sources);
            ExtensionList.lookup(SCMHead.HeadByItem.class).remove(heads);
            ExtensionList.lookup(SCMFileSystem.Builder.class).remove(builder);
        }

        private static boolean isChange(Item item) {
            return item instanceof WorkflowJob job && "change request".equals(job.getDescription());
        }
    }

    private static final class Revision extends SCMRevision {
        private static final long serialVersionUID = 1L;
        private final String author;

        Revision(SCMHead head, String author) {
            super(head);
            this.author = author;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Revision revision && revision.author.equals(author);
        }

        @Override
        public int hashCode() {
            return author.hashCode();
        }
    }

    private static final class Source extends SCMSource {
        private final transient ChangeRequests requests;

        Source(ChangeRequests requests) {
            this.requests = requests;
        }

        @Override
        protected void retrieve(
                SCMSourceCriteria criteria, SCMHeadObserver observer, SCMHeadEvent<?> event, TaskListener listener) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected SCMRevision retrieve(SCMHead head, TaskListener listener) {
            return new Revision(head, requests.author);
        }

        @Override
        public SCMRevision getTrustedRevision(SCMRevision revision, TaskListener listener) {
            return new Revision(revision.getHead(), "trusted");
        }

        @Override
        public SCM build(SCMHead head, SCMRevision revision) {
            return new NullSCM();
        }
    }

    private static final class FileBuilder extends SCMFileSystem.Builder {
        private final ChangeRequests requests;

        FileBuilder(ChangeRequests requests) {
            this.requests = requests;
        }

        @Override
        public boolean supports(SCM scm) {
            return false;
        }

        @Override
        public boolean supports(SCMSource source) {
            return source instanceof Source && requests.files;
        }

        @Override
        protected boolean supportsDescriptor(SCMDescriptor descriptor) {
            return false;
        }

        @Override
        protected boolean supportsDescriptor(SCMSourceDescriptor descriptor) {
            return false;
        }

        @Override
        public SCMFileSystem build(Item owner, SCM scm, SCMRevision revision) {
            return null;
        }

        @Override
        public SCMFileSystem build(SCMSource source, SCMHead head, SCMRevision revision) {
            assertThat(revision).isEqualTo(new Revision(head, "trusted"));
            return new Tree(revision, requests.trusted);
        }
    }

    private static final class Tree extends SCMFileSystem {
        private final Map<String, String> files;

        Tree(SCMRevision revision, Map<String, String> files) {
            super(revision);
            this.files = files;
        }

        @Override
        public long lastModified() {
            return 0;
        }

        @Override
        public SCMFile getRoot() {
            return new TreeFile(files);
        }
    }

    private static final class TreeFile extends SCMFile {
        private final Map<String, String> files;

        TreeFile(Map<String, String> files) {
            this.files = files;
        }

        private TreeFile(TreeFile parent, String name) {
            super(parent, name);
            this.files = parent.files;
        }

        @Override
        protected SCMFile newChild(String name, boolean assumeIsDirectory) {
            return new TreeFile(this, name);
        }

        @Override
        public Iterable<SCMFile> children() {
            return List.of();
        }

        @Override
        public long lastModified() {
            return 0;
        }

        @Override
        protected Type type() {
            return Type.REGULAR_FILE;
        }

        @Override
        public InputStream content() throws IOException {
            if (!files.containsKey(getPath())) {
                throw new FileNotFoundException(getPath());
            }
            return new ByteArrayInputStream(files.get(getPath()).getBytes(StandardCharsets.UTF_8));
        }
    }
}
