package io.jenkins.plugins.releasechecklist.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.cloudbees.hudson.plugins.folder.AbstractFolderProperty;
import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.AbortException;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.TaskListener;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.util.FormValidation;
import io.jenkins.plugins.releasechecklist.config.environment.ProtectedEnvironment;
import io.jenkins.plugins.releasechecklist.config.environment.ProtectedEnvironmentDescriptor;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseType;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.transform.stream.StreamSource;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.html.HtmlButton;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.html.HtmlTextInput;
import org.jenkinsci.plugins.structs.SymbolLookup;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

class FolderProtectionTest extends OneJenkins {
    private Folder shop;

    @BeforeEach
    void createFolder() throws Exception {
        shop = rule().createProject(Folder.class);
    }

    @Test
    void theFormKeepsEverything() throws Exception {
        ProtectedEnvironment production = new ProtectedEnvironment("production");
        Rules.fill(production);
        protect(production, new ProtectedEnvironment("st*"));

        rule().configRoundtrip(shop);

        assertThat(protection().getEnvironments())
                .extracting(ProtectedEnvironment::getName)
                .containsExactly("production", "st*");
        Rules.assertFilled(protection().getEnvironments().get(0));
        assertThat(protection().getEnvironments().get(1).toPolicy(ReleaseType.MAJOR))
                .isEqualTo(new ProtectedEnvironment("st*").toPolicy(ReleaseType.MAJOR));
    }

    @Test
    void otherPluginsCanSetItByItsSymbol() throws Exception {
        assertThat(SymbolLookup.get().findDescriptor(AbstractFolderProperty.class, "releaseProtection").clazz)
                .isEqualTo(FolderProtection.class);
        ProtectedEnvironment production = new ProtectedEnvironment("production");
        Rules.fill(production);
        protect(production);
        DescribableModel<FolderProtection> model = new DescribableModel<>(FolderProtection.class);

        Map<String, ?> values = model.uninstantiate2(protection()).toMap();

        assertThat(model.instantiate(values, TaskListener.NULL).getEnvironments())
                .singleElement()
                .satisfies(Rules::assertFilled);
    }

    @Test
    void aFolderWithoutProtectedEnvironmentsGetsNoProperty() throws Exception {
        rule().configRoundtrip(shop);
        assertThat(shop.getProperties().get(FolderProtection.class)).isNull();
    }

    @Test
    void theFormCanRemoveTheLastEnvironment() throws Exception {
        protect(new ProtectedEnvironment("production"));
        HtmlPage page = rule().createWebClient().getPage(shop, "configure");
        page.<HtmlButton>getFirstByXPath("//button[contains(., 'Delete environment')]")
                .click();

        rule().submit(page.getFormByName("config"));

        assertThat(shop.getProperties().get(FolderProtection.class)).isNull();
    }

    @Test
    void aFormWithAMistakeChangesNothing() throws Exception {
        ProtectedEnvironment production = new ProtectedEnvironment("production");
        production.setTimeout("24h");
        protect(production);
        JenkinsRule.WebClient browser = rule().createWebClient().withThrowExceptionOnFailingStatusCode(false);
        HtmlForm form = browser.getPage(shop, "configure").getFormByName("config");
        form.<HtmlTextInput>getFirstByXPath(".//input[@value='24h']").setValue("soon");

        HtmlPage answer = rule().submit(form);

        assertThat(answer.getWebResponse().getStatusCode()).isGreaterThanOrEqualTo(400);
        assertThat(protection().getEnvironments().get(0).getTimeout()).isEqualTo("24h");
    }

    @Test
    void aRuleThatCouldNotBeReadIsShownUntilSomebodyConfirmsThatItIsInOrder() throws Exception {
        FreeStyleProject job = shop.createProject(FreeStyleProject.class, "job");
        String folder = shop.getConfigFile().asString();
        String broken = "<properties><" + FolderProtection.class.getName() + "><environments><"
                + ProtectedEnvironment.class.getName()
                + "><name>production</name><timeout>soon</timeout></" + ProtectedEnvironment.class.getName()
                + "></environments></" + FolderProtection.class.getName() + "></properties>";
        shop.updateByXml(new StreamSource(new StringReader(folder.replaceFirst("<properties/>", broken))));
        shop = rule().jenkins.getItemByFullName(shop.getFullName(), Folder.class);

        rule().configRoundtrip(shop);

        assertThatExceptionOfType(AbortException.class)
                .isThrownBy(() -> Protection.of(job, "production").rules(Set.of(ReleaseType.MINOR)))
                .withMessageContainingAll(shop.getFullName(), "'soon'");
        HtmlForm form = rule().createWebClient().getPage(shop, "configure").getFormByName("config");
        form.<HtmlTextInput>getFirstByXPath(".//input[contains(@value, 'soon')]")
                .setValue("");
        rule().submit(form);
        assertThat(Protection.of(job, "production").rules(Set.of(ReleaseType.MINOR)))
                .hasSize(1);
    }

    @Test
    void whoeverMayNotConfigureTheFolderLearnsAndChangesNothing() throws Exception {
        protect(new ProtectedEnvironment("production"));
        ReleaseChecklistConfigurationTest.fill(ReleaseChecklistConfiguration.get());
        rule().jenkins.setSecurityRealm(rule().createDummySecurityRealm());
        rule().jenkins
                .setAuthorizationStrategy(new MockAuthorizationStrategy()
                        .grant(Jenkins.READ, Item.READ)
                        .everywhere()
                        .to("reader", "owner")
                        .grant(Item.CONFIGURE)
                        .onItems(shop)
                        .to("owner"));

        assertThat(check("owner", shop).kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(check("reader", shop).kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(check("owner", null).kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(candidates("owner")).containsExactly("qa");
        assertThat(candidates("reader")).isEmpty();
        JenkinsRule.WebClient browser =
                rule().createWebClient().login("reader").withThrowExceptionOnFailingStatusCode(false);
        WebRequest request = new WebRequest(browser.createCrumbedUrl(shop.getUrl() + "configSubmit"), HttpMethod.POST);
        assertThat(browser.getPage(request).getWebResponse().getStatusCode()).isEqualTo(403);
        assertThat(protection().getEnvironments()).hasSize(1);
    }

    private static FormValidation check(String user, Item folder) {
        try (ACLContext ignored = ACL.as(User.getOrCreateByIdOrFullName(user))) {
            return descriptor().doCheckTimeout(folder, "soon");
        }
    }

    private List<String> candidates(String user) {
        try (ACLContext ignored = ACL.as(User.getOrCreateByIdOrFullName(user))) {
            return descriptor().doAutoCompleteStarters(shop, "q").getValues();
        }
    }

    private static ProtectedEnvironmentDescriptor descriptor() {
        return rule().jenkins.getDescriptorByType(ProtectedEnvironmentDescriptor.class);
    }

    private void protect(ProtectedEnvironment... environments) throws Exception {
        FolderProtection protection = new FolderProtection();
        protection.setEnvironments(List.of(environments));
        shop.addProperty(protection);
    }

    private FolderProtection protection() {
        return shop.getProperties().get(FolderProtection.class);
    }
}
