package io.jenkins.plugins.releasechecklist.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.ExtensionList;
import hudson.Util;
import hudson.model.AbstractProject;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.Builder;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;
import org.assertj.core.api.Condition;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.TestExtension;
import org.kohsuke.stapler.DataBoundConstructor;

/** The forms of the steps: complete, explained, and honest about mistakes. */
class StepFormTest extends OneJenkins {

    @Test
    void explainsEveryParameter() throws Exception {
        for (ReleaseStepDescriptor step : ExtensionList.lookup(ReleaseStepDescriptor.class)) {
            DescribableModel<?> model = DescribableModel.of(step.clazz);
            assertThat(model.getHelp()).as(step.getFunctionName()).isNotBlank();
            for (DescribableParameter parameter : model.getParameters()) {
                assertThat(parameter.getHelp())
                        .as(step.getFunctionName() + "." + parameter.getName())
                        .isNotBlank();
            }
        }
    }

    @Test
    void offersEveryParameterInTheFormAndNamesIt() throws Exception {
        for (ReleaseStepDescriptor step : ExtensionList.lookup(ReleaseStepDescriptor.class)) {
            String form = resource(step.clazz, "config.jelly");
            Properties texts = new Properties();
            texts.load(step.clazz.getResourceAsStream(step.clazz.getSimpleName() + "/config.properties"));
            Set<String> parameters = DescribableModel.of(step.clazz).getParameters().stream()
                    .map(DescribableParameter::getName)
                    .collect(Collectors.toSet());

            assertThat(found(form, "<f:entry [^>]*field=\"(\\w+)\"")).isEqualTo(parameters);
            assertThat(found(form, "\\$\\{%(\\w+)}")).isEqualTo(texts.stringPropertyNames());
        }
    }

    private static String resource(Class<?> step, String file) throws IOException {
        try (InputStream in = step.getResourceAsStream(step.getSimpleName() + "/" + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Set<String> found(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        return matcher.results().map(match -> match.group(1)).collect(Collectors.toSet());
    }

    @Test
    void keepsEveryValue() throws Exception {
        List<Step> steps = List.of(
                new ReleaseChecklistStep(),
                FullSteps.checklist(),
                FullSteps.item("https://wiki.example.com/backup"),
                new WithChecklistItemStep("deploy-production"),
                new SmokeTestStep(),
                FullSteps.smokeTest(),
                FullSteps.smokeTestOfOnesOwn(),
                new ReleaseGateStep(),
                FullSteps.gate(),
                new PostDeployVerifyStep(),
                FullSteps.verification(),
                new AnnounceReleaseStep(),
                FullSteps.announcement("Fixed: the checkout\nand more", "stakeholders, support"),
                FullSteps.rollback());
        FreeStyleProject project = rule().createFreeStyleProject();
        project.getBuildersList().add(new Forms(steps));

        FreeStyleProject saved = rule().configRoundtrip(project);
        List<Step> after = saved.getBuildersList().get(Forms.class).getSteps();
        assertThat(after).hasSameSizeAs(steps);
        for (int i = 0; i < steps.size(); i++) {
            rule().assertEqualDataBoundBeans(steps.get(i), after.get(i));
        }
    }

    @Test
    void saysWhatIsWrongWithArtifacts() {
        ReleaseChecklistStep.DescriptorImpl form =
                ExtensionList.lookupSingleton(ReleaseChecklistStep.DescriptorImpl.class);
        String digest = "sha256:" + "0a".repeat(32);

        assertThat(form.doCheckArtifacts(null, "shop.jar: " + digest)).is(fine());
        assertThat(form.doCheckArtifacts(null, "[{name: registry.example.com/shop:2.4.0, digest: '" + digest + "'}]"))
                .is(fine());
        assertThat(form.doCheckArtifacts(null, "shop.jar: sha1:00"))
                .has(message("artifacts: expected the digest of 'shop.jar' as sha256: and 64 hexadecimal digits,"
                        + " found 'sha1:00'"));
        assertThat(form.doCheckArtifacts(null, "[{name: shop.jar}]"))
                .has(message("artifacts: expected entries with name and digest"));
        assertThat(form.doCheckArtifacts(
                        null, "[{name: a, digest: '" + digest + "'}, {name: a, digest: '" + digest + "'}]"))
                .has(message("artifacts: expected every artifact once"));
        assertThat(form.doCheckArtifacts(null, "shop.jar"))
                .has(message("artifacts: expected the digest of 'shop.jar'"));
        assertThat(form.doCheckArtifacts(null, "a\nb")).has(message("artifacts: expected a map of names and digests"));
    }

    @Test
    void saysWhatIsWrongWithAGate() {
        ReleaseGateStep.DescriptorImpl form = ExtensionList.lookupSingleton(ReleaseGateStep.DescriptorImpl.class);

        assertThat(form.doCheckApprovals(null, "product-manager: 1, qa: 1")).is(fine());
        assertThat(form.doCheckApprovals(null, "[{anyOf: [product-manager, project-manager], count: 1}]"))
                .is(fine());
        assertThat(form.doCheckApprovals(null, "qa: 0"))
                .has(message("approvals.qa: expected a whole number from 1 to 50, found 0"));
        assertThat(form.doCheckApprovals(null, "qa: 1, qa: 2")).has(message("approvals: expected a list of approvals"));
        assertThat(form.doCheckWindow(null, "days: [MON], from: 09:00, to: 16:00, zone: Europe/Berlin"))
                .is(fine());
        assertThat(form.doCheckWindow(null, "days: [MON], from: 9, to: 16:00, zone: Europe/Berlin"))
                .has(message("window.from: "));
        assertThat(form.doCheckWindow(null, "MON-THU 09:00-16:00, FRI 09:00-12:00 Europe/Berlin"))
                .is(fine());
        assertThat(form.doCheckWindow(null, "MON-THU 09:00-16:00"))
                .has(message("window: expected a time zone such as Europe/Berlin at the end"));
        assertThat(form.doCheckRequires(null, "pre-release, backup")).is(fine());
        assertThat(form.doCheckRequires(null, "Pre Release")).has(message("(allowed would be 'pre-release')"));
        assertThat(form.doCheckTimeout(null, "24h")).is(fine());
        assertThat(form.doCheckTimeout(null, "24")).has(message("the unit is missing"));
        assertThat(form.doCheckTimeout(null, "0s")).has(message("longer than zero"));
        assertThat(form.doCheckId(null, "go-live")).is(fine());
        assertThat(form.doCheckId(null, "Go Live")).has(message("found 'Go Live'"));
        assertThat(form.doCheckId(null, "")).is(fine());
    }

    @Test
    void saysWhatIsWrongWithAVerification() {
        PostDeployVerifyStep.DescriptorImpl form =
                ExtensionList.lookupSingleton(PostDeployVerifyStep.DescriptorImpl.class);

        assertThat(form.doCheckDuration(null, "10m")).is(fine());
        assertThat(form.doCheckDuration(null, "0s")).has(message("duration: expected more than zero, found 0s"));
        assertThat(form.doCheckInterval(null, "soon")).has(message("found 'soon'"));
        // Longer than the duration of default, which may be another one in its own field.
        assertThat(form.doCheckInterval(null, "20m")).is(fine());
        assertThat(form.doCheckSuccessRate(null, ">= 99%")).is(fine());
        assertThat(form.doCheckSuccessRate(null, "<= 99%")).has(message("successRate: expected > or >="));
        assertThat(form.doCheckP95(null, "<= 800ms")).is(fine());
        assertThat(form.doCheckP95(null, "fast")).has(message("found"));
        assertThat(form.doCheckP50(null, "<= baseline + 10%")).is(fine());
        assertThat(form.doCheckP50(null, ">= 1s")).has(message("p50: expected < or <="));
        assertThat(form.doCheckP99(null, "<= 5%")).has(message("p99: expected < or <= and a duration"));
        assertThat(form.doCheckConsecutiveFailures("3")).is(fine());
        assertThat(form.doCheckConsecutiveFailures("-1").kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(form.doCheckMetrics(null, "[{name: up, prometheus: \"http://p:9090\", query: up, pass: \"== 1\"}]"))
                .is(fine());
        assertThat(form.doCheckMetrics(null, "[{name: up, pass: \"== 1\"}]"))
                .has(message("metrics[0].prometheus: expected the URL of a Prometheus server"));
        assertThat(form.doCheckVersion(null, "url: \"https://www.example.com/version\", jsonPath: $.version"))
                .is(fine());
        assertThat(form.doCheckVersion(null, "https://www.example.com/version")).has(message("version"));
    }

    @Test
    void saysWhatIsWrongElsewhere() {
        SmokeTestStep.DescriptorImpl tests = ExtensionList.lookupSingleton(SmokeTestStep.DescriptorImpl.class);
        assertThat(tests.doCheckTimeout(null, "30s")).is(fine());
        assertThat(tests.doCheckTimeout(null, "0s")).has(message("timeout: expected more than zero"));
        assertThat(tests.doCheckRetryFor(null, "0s")).is(fine());
        assertThat(tests.doCheckRetryFor(null, "x")).has(message("found 'x'"));
        assertThat(tests.doCheckConcurrency("50")).is(fine());
        assertThat(tests.doCheckJunit(null, "a.xml, reports/**/*.xml")).is(fine());
        assertThat(tests.doCheckJunit(null, "a.xml,, b.xml")).has(message("found 'a.xml,, b.xml'"));
        assertThat(tests.doCheckJunit(null, "/srv/reports/a.xml"))
                .has(message("expected Ant patterns of files in the workspace"));
        assertThat(ExtensionList.lookupSingleton(WithSmokeTestStep.DescriptorImpl.class)
                        .doCheckJunit(null, ","))
                .has(message("found ','"));
        assertThat(tests.doCheckConcurrency("0").kind).isEqualTo(FormValidation.Kind.ERROR);

        AnnounceReleaseStep.DescriptorImpl notes =
                ExtensionList.lookupSingleton(AnnounceReleaseStep.DescriptorImpl.class);
        assertThat(notes.doCheckNotes(null, "Fixed: the checkout")).is(fine());
        assertThat(notes.doCheckNotes(null, "{summary: Faster checkout}")).is(fine());
        assertThat(notes.doCheckNotes(null, "{sumary: Faster}")).has(message("notes.sumary: unknown key"));

        ChecklistItemStep.DescriptorImpl item = ExtensionList.lookupSingleton(ChecklistItemStep.DescriptorImpl.class);
        assertThat(item.doCheckId(null, "backup")).is(fine());
        assertThat(item.doCheckId(null, "Back up")).has(message("found 'Back up'"));
        assertThat(item.doCheckId(null, "").kind).isEqualTo(FormValidation.Kind.ERROR);
        WithChecklistItemStep.DescriptorImpl block =
                ExtensionList.lookupSingleton(WithChecklistItemStep.DescriptorImpl.class);
        assertThat(block.doCheckId(null, "").kind).isEqualTo(FormValidation.Kind.ERROR);
        RollbackReleaseStep.DescriptorImpl rollback =
                ExtensionList.lookupSingleton(RollbackReleaseStep.DescriptorImpl.class);
        assertThat(rollback.doCheckEnvironment(null, "").kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(rollback.doCheckEnvironment(null, "production")).is(fine());
        assertThat(rollback.doCheckRetryFor(null, "soon").kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(rollback.doCheckRetryFor(null, "30s")).is(fine());
    }

    @Test
    void offersTheWordsThatAJenkinsfileUses() {
        assertThat(words(ExtensionList.lookupSingleton(ReleaseGateStep.DescriptorImpl.class)
                        .doFillOnTimeoutItems()))
                .containsExactly("noGo", "fail");
        assertThat(words(ExtensionList.lookupSingleton(SmokeTestStep.DescriptorImpl.class)
                        .doFillOnFailureItems()))
                .containsExactly("fail", "unstable", "continue");
        assertThat(words(ExtensionList.lookupSingleton(ReleaseChecklistStep.DescriptorImpl.class)
                        .doFillTypeItems()))
                .containsExactly("", "patch", "minor", "major");
        assertThat(ExtensionList.lookupSingleton(WithChecklistItemStep.DescriptorImpl.class)
                        .doFillIdItems())
                .contains("acceptance-criteria", "deploy-production", "rollback");
    }

    @Test
    void answersPostedQuestionsOfThoseAloneWhoMayConfigureTheJob() throws Exception {
        rule().jenkins
                .setAuthorizationStrategy(new MockAuthorizationStrategy()
                        .grant(Item.CONFIGURE, Item.READ, Jenkins.READ)
                        .everywhere()
                        .to("devops"));
        ReleaseGateStep.DescriptorImpl form = ExtensionList.lookupSingleton(ReleaseGateStep.DescriptorImpl.class);
        WorkflowJob job = job("");
        try (ACLContext as = ACL.as2(User.getById("devops", true).impersonate2())) {
            assertThat(form.doCheckTimeout(job, "24")).has(message("the unit is missing"));
        }
        try (ACLContext as = ACL.as2(User.getById("qa", true).impersonate2())) {
            assertThat(form.doCheckTimeout(job, "24")).is(fine());
        }

        try (JenkinsRule.WebClient client =
                rule().createWebClient().login("devops").withThrowExceptionOnFailingStatusCode(false)) {
            String path =
                    job.getUrl() + "descriptorByName/" + ReleaseGateStep.class.getName() + "/checkTimeout?value=24";
            WebRequest get = new WebRequest(client.createCrumbedUrl(path), HttpMethod.GET);
            assertThat(client.getPage(get).getWebResponse().getStatusCode()).isEqualTo(404);
            WebRequest post = new WebRequest(client.createCrumbedUrl(path), HttpMethod.POST);
            assertThat(client.getPage(post).getWebResponse().getContentAsString())
                    .contains("the unit is missing");
        }
    }

    private static List<String> words(ListBoxModel items) {
        return items.stream().map(option -> option.value).toList();
    }

    private static Condition<FormValidation> fine() {
        return new Condition<>(answer -> answer.kind == FormValidation.Kind.OK, "no mistake");
    }

    private static Condition<FormValidation> message(String words) {
        return new Condition<>(
                answer -> answer.kind == FormValidation.Kind.ERROR
                        && answer.getMessage().contains(Util.escape(words)),
                "the message '%s'",
                words);
    }

    /** Shows the forms of steps in the form of a job. */
    public static final class Forms extends Builder {
        private final List<Step> steps;

        @DataBoundConstructor
        public Forms(List<Step> steps) {
            this.steps = new ArrayList<>(steps);
        }

        public List<Step> getSteps() {
            return steps;
        }

        @TestExtension
        public static final class DescriptorImpl extends BuildStepDescriptor<Builder> {
            @Override
            @SuppressWarnings("rawtypes")
            public boolean isApplicable(Class<? extends AbstractProject> type) {
                return true;
            }

            public List<ReleaseStepDescriptor> getStepsDescriptors() {
                return ExtensionList.lookup(ReleaseStepDescriptor.class);
            }
        }
    }
}
