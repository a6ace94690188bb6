package io.jenkins.plugins.releasechecklist.config.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.Item;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.releasechecklist.config.ConfiguredTemplates;
import io.jenkins.plugins.releasechecklist.config.FolderProtection;
import io.jenkins.plugins.releasechecklist.config.OneJenkins;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.config.environment.ProtectedEnvironment;
import io.jenkins.plugins.releasechecklist.config.environment.ProtectedEnvironmentDescriptor;
import io.jenkins.plugins.releasechecklist.engine.checklist.Template;
import java.util.List;
import java.util.function.Supplier;
import jenkins.model.Jenkins;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.html.HtmlTextArea;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/** Templates in the forms of the system configuration and of folders, and which of them count. */
class ChecklistTemplateTest extends OneJenkins {
    private static final String YAML = """
            # What our auditors ask for: "quotes", <angles> & umlauts (\u00e4).
            title: Corporate
            environments: [production]
            releasedBy: deploy
            sections:
            - id: rollout
              title: Rollout
              items:
              - {id: deploy, title: Deploy, owners: [devops]}
            """;

    private Folder shop;

    @BeforeEach
    void createFolder() throws Exception {
        shop = rule().createProject(Folder.class);
    }

    private static ChecklistTemplate template(String name) {
        return new ChecklistTemplate(name, YAML);
    }

    private static ProtectedEnvironment demanding(String template) {
        ProtectedEnvironment rule = new ProtectedEnvironment("production");
        rule.setTemplate(template);
        return rule;
    }

    private FolderProtection protection() {
        return shop.getProperties().get(FolderProtection.class);
    }

    private void keep(ChecklistTemplate... templates) throws Exception {
        FolderProtection protection = new FolderProtection();
        protection.setTemplates(List.of(templates));
        protection.setEnvironments(List.of(demanding(templates[0].getName())));
        shop.addProperty(protection);
    }

    @Test
    void theFormsKeepThem() throws Exception {
        ReleaseChecklistConfiguration system = ReleaseChecklistConfiguration.get();
        system.setTemplates(List.of(template("corporate"), template("hotfix")));
        system.setEnvironments(List.of(demanding("corporate")));
        keep(template("shops"));

        saveForm();
        rule().configRoundtrip(shop);

        assertThat(system.getTemplates()).extracting(ChecklistTemplate::getName).containsExactly("corporate", "hotfix");
        assertThat(system.getTemplates()).extracting(ChecklistTemplate::getYaml).containsExactly(YAML, YAML);
        assertThat(environment("production").getTemplate()).isEqualTo("corporate");
        assertThat(protection().getTemplates()).singleElement().satisfies(kept -> {
            assertThat(kept.getName()).isEqualTo("shops");
            assertThat(kept.toTemplate(Template.SYSTEM).version())
                    .isEqualTo(Template.of("shops", Template.SYSTEM, YAML).version());
        });
        assertThat(protection().getEnvironments().get(0).getTemplate()).isEqualTo("shops");
    }

    @Test
    void aFormWithAMistakeChangesNothing() throws Exception {
        keep(template("shops"));
        JenkinsRule.WebClient browser = rule().createWebClient().withThrowExceptionOnFailingStatusCode(false);
        HtmlForm form = browser.getPage(shop, "configure").getFormByName("config");
        form.<HtmlTextArea>getFirstByXPath(".//textarea[contains(., 'auditors')]")
                .setText("title: [");

        HtmlPage answer = rule().submit(form);

        assertThat(answer.getWebResponse().getStatusCode()).isGreaterThanOrEqualTo(400);
        assertThat(protection().getTemplates().get(0).getYaml()).isEqualTo(YAML);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ChecklistTemplate("octoacme", YAML))
                .withMessageContaining("is built in");
    }

    @Test
    void whoeverMayChangeThemIsToldTheLineAndNobodyElseLearnsAnything() throws Exception {
        ReleaseChecklistConfiguration.get().setTemplates(List.of(template("corporate")));
        keep(template("shops"));
        rule().jenkins.setSecurityRealm(rule().createDummySecurityRealm());
        rule().jenkins
                .setAuthorizationStrategy(new MockAuthorizationStrategy()
                        .grant(Jenkins.ADMINISTER)
                        .everywhere()
                        .to("admin")
                        .grant(Jenkins.READ, Item.READ)
                        .everywhere()
                        .to("reader", "owner")
                        .grant(Item.CONFIGURE)
                        .onItems(shop)
                        .to("owner"));
        String wrong = YAML.replace("owners", "owner");

        assertThat(as(
                        "admin",
                        () -> form().doCheckYaml(null, wrong, "corporate").toString()))
                .contains("corporate.yaml:9:33", "did you mean &quot;owners&quot;?");
        assertThat(as("owner", () -> form().doCheckYaml(shop, wrong, "").toString()))
                .contains("template.yaml:9:33");
        assertThat(as("admin", () -> form().doCheckYaml(null, YAML, "corporate").kind))
                .isEqualTo(FormValidation.Kind.OK);
        assertThat(as("owner", () -> form().doCheckYaml(null, wrong, "").kind)).isEqualTo(FormValidation.Kind.OK);
        assertThat(as("reader", () -> form().doCheckYaml(shop, wrong, "").kind)).isEqualTo(FormValidation.Kind.OK);
        assertThat(as("owner", () -> form().doCheckName(shop, "corporate").toString()))
                .contains("The template &#039;corporate&#039; of system takes precedence");
        assertThat(as("owner", () -> form().doCheckName(shop, "shops").kind)).isEqualTo(FormValidation.Kind.OK);
        assertThat(as("reader", () -> form().doCheckName(shop, "corporate").kind))
                .isEqualTo(FormValidation.Kind.OK);
        assertThat(as("admin", () -> form().doCheckName(null, "octoacme").kind)).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(as("owner", () -> offered(shop, "gone")))
                .containsExactly("", "octoacme", "corporate", "shops", "gone");
        assertThat(as("admin", () -> offered(null, ""))).containsExactly("", "octoacme", "corporate");
        assertThat(as("reader", () -> offered(shop, ""))).containsExactly("");
        assertThat(as(
                        "owner",
                        () -> environmentForm().doCheckTemplate(shop, "gone").toString()))
                .contains("There is no template &#039;gone&#039;");
    }

    @Test
    void theOutermostOfANameCounts() throws Exception {
        Folder inner = shop.createProject(Folder.class, "inner");
        FolderProtection protection = new FolderProtection();
        protection.setTemplates(List.of(template("corporate"), template("shops"), template("inner")));
        inner.addProperty(protection);
        ReleaseChecklistConfiguration.get().setTemplates(List.of(template("corporate")));
        keep(template("shops"));

        assertThat(ConfiguredTemplates.of(inner).names()).containsExactly("octoacme", "corporate", "shops", "inner");
        assertThat(ConfiguredTemplates.of(inner).named("corporate").map(Template::source))
                .contains(Template.SYSTEM);
        assertThat(ConfiguredTemplates.of(inner).named("shops").map(Template::source))
                .contains(Template.folder(shop.getFullName()));
        assertThat(ConfiguredTemplates.of(rule().jenkins).named("shops")).isEmpty();
    }

    private static List<String> offered(Item folder, String chosen) {
        return environmentForm().doFillTemplateItems(folder, chosen).stream()
                .map((ListBoxModel.Option option) -> option.value)
                .toList();
    }

    private static <T> T as(String user, Supplier<T> action) {
        try (ACLContext ignored = ACL.as(User.getOrCreateByIdOrFullName(user))) {
            return action.get();
        }
    }

    private static ChecklistTemplate.DescriptorImpl form() {
        return rule().jenkins.getDescriptorByType(ChecklistTemplate.DescriptorImpl.class);
    }

    private static ProtectedEnvironmentDescriptor environmentForm() {
        return rule().jenkins.getDescriptorByType(ProtectedEnvironmentDescriptor.class);
    }
}
