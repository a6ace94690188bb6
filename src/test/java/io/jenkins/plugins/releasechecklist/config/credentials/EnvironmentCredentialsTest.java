package io.jenkins.plugins.releasechecklist.config.credentials;

import static io.jenkins.plugins.casc.misc.Util.getUnclassifiedRoot;
import static io.jenkins.plugins.casc.misc.Util.toYamlString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.cloudbees.hudson.plugins.folder.AbstractFolderProperty;
import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.domains.Domain;
import hudson.ExtensionList;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.TaskListener;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.util.Secret;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.casc.ConfigurationContext;
import io.jenkins.plugins.casc.ConfiguratorRegistry;
import io.jenkins.plugins.releasechecklist.config.FolderProtection;
import io.jenkins.plugins.releasechecklist.config.OneJenkins;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.config.environment.ProtectedEnvironment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.util.NameValuePair;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.structs.SymbolLookup;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/** Where credentials of environments are kept, and who may do what with them. */
class EnvironmentCredentialsTest extends OneJenkins {
    private static final String STORE = "manage/credentials/store/environments/";
    private static final String XML = """
            <org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl>
              <scope>GLOBAL</scope><id>%s</id><description/><secret>s3cr3t</secret>
            </org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl>
            """;

    private static StringCredentialsImpl key(String id) {
        return new StringCredentialsImpl(CredentialsScope.GLOBAL, id, "", Secret.fromString("s3cr3t"));
    }

    private static ControllerCredentials kept() {
        return ExtensionList.lookupSingleton(ControllerCredentials.class);
    }

    private static void keep(String environment, String... ids) {
        List<Credentials> keys = List.of(ids).stream()
                .<Credentials>map(EnvironmentCredentialsTest::key)
                .toList();
        kept().setEnvironments(List.of(new EnvironmentCredentials(environment, keys)));
    }

    @BeforeEach
    void protect() {
        ReleaseChecklistConfiguration.get()
                .setEnvironments(List.of(new ProtectedEnvironment("production"), new ProtectedEnvironment("eu-*")));
    }

    @AfterEach
    void forget() {
        kept().setEnvironments(List.of());
    }

    private static int post(JenkinsRule.WebClient web, String path, String xml) throws Exception {
        WebRequest request = new WebRequest(web.createCrumbedUrl(path), HttpMethod.POST);
        if (xml.isEmpty()) {
            request.setRequestParameters(List.of(new NameValuePair("destination", "environments/_")));
        } else {
            request.setAdditionalHeader("Content-Type", "application/xml");
            request.setRequestBody(xml);
        }
        return web.getPage(request).getWebResponse().getStatusCode();
    }

    private static JenkinsRule.WebClient as(String user) throws Exception {
        JenkinsRule.WebClient web = rule().createWebClient();
        web.getOptions().setThrowExceptionOnFailingStatusCode(false);
        web.getOptions().setJavaScriptEnabled(false);
        web.getOptions().setRedirectEnabled(false);
        web.login(user);
        return web;
    }

    private static int get(JenkinsRule.WebClient web, String path) throws Exception {
        return web.goTo(path, null).getWebResponse().getStatusCode();
    }

    // security.md: S41
    @Test
    void whoMayChangeTheRulesMayManageTheKeysAndNobodyElse() throws Exception {
        rule().jenkins.setSecurityRealm(rule().createDummySecurityRealm());
        rule().jenkins
                .setAuthorizationStrategy(new MockAuthorizationStrategy()
                        .grant(Jenkins.ADMINISTER)
                        .everywhere()
                        .to("admin")
                        .grant(
                                Jenkins.READ,
                                Item.READ,
                                CredentialsProvider.VIEW,
                                CredentialsProvider.CREATE,
                                CredentialsProvider.UPDATE,
                                CredentialsProvider.DELETE,
                                CredentialsProvider.MANAGE_DOMAINS)
                        .everywhere()
                        .to("keeper")
                        .grant(Jenkins.READ, CredentialsProvider.VIEW)
                        .everywhere()
                        .to("viewer")
                        .grant(Jenkins.READ, Item.READ)
                        .everywhere()
                        .to("reader"));
        keep("production", "prod-key", "second");
        String domain = STORE + "domain/production/";
        String one = domain + "credential/prod-key/";
        String store = "credentials/store/environments/";
        for (String user : List.of("keeper", "viewer", "reader")) {
            try (JenkinsRule.WebClient web = as(user)) {
                assertThat(get(web, store + "domain/production/"))
                        .as(user)
                        .isEqualTo(user.equals("reader") ? 404 : 200);
                assertThat(post(web, store + "domain/production/createCredentials", XML.formatted("new")))
                        .as(user)
                        .isIn(403, 404);
                for (String what : List.of("doDelete", "doMove", "updateSubmit")) {
                    assertThat(post(web, store + "domain/production/credential/prod-key/" + what, ""))
                            .as(user + " " + what)
                            .isIn(403, 404);
                }
                assertThat(post(
                                web,
                                store + "domain/production/credential/prod-key/config.xml",
                                XML.formatted("prod-key")))
                        .as(user)
                        .isIn(403, 404);
                assertThat(get(web, "descriptorByName/" + ControllerCredentials.class.getName() + "/environments/0/"))
                        .as(user)
                        .isIn(403, 404);
            }
        }
        assertThat(kept().getEnvironments().get(0).getCredentials()).hasSize(2);
        try (JenkinsRule.WebClient web = as("admin")) {
            assertThat(get(web, STORE)).isEqualTo(200);
            assertThat(get(web, "manage/credentials/")).isEqualTo(200);
            assertThat(get(web, STORE + "domain/eu-*/newCredentials")).isEqualTo(200);
            assertThat(get(web, one + "update")).isEqualTo(200);
            assertThat(get(web, "descriptorByName/" + ControllerCredentials.class.getName() + "/environments/0/"))
                    .isEqualTo(404);
            assertThat(post(web, domain + "createCredentials", XML.formatted("new")))
                    .isEqualTo(200);
            assertThat(post(web, domain + "createCredentials", XML.formatted("new")))
                    .isEqualTo(409);
            assertThat(post(web, one + "config.xml", XML.formatted("prod-key").replace("s3cr3t", "n3w")))
                    .isEqualTo(200);
            assertThat(((StringCredentials) kept().getEnvironments()
                                    .get(0)
                                    .withId("prod-key")
                                    .orElseThrow())
                            .getSecret()
                            .getPlainText())
                    .isEqualTo("n3w");
            // Out of here, into the store that every job can use.
            assertThat(post(web, one + "doMove", "")).isEqualTo(403);
            assertThat(SystemCredentialsProvider.getInstance().getCredentials()).isEmpty();
            assertThat(post(web, one + "doDelete", "")).isEqualTo(302);
        }
        assertThat(kept().getEnvironments().get(0).withId("prod-key")).isEmpty();
        assertThat(kept().getEnvironments().get(0).withId("new")).isPresent();
        try (ACLContext as = ACL.as2(User.getById("admin", true).impersonate2())) {
            ControllerCredentials.Store admins = new ControllerCredentials.Store();
            assertThat(admins.getCredentials(admins.getDomains().get(0))).hasSize(2);
            assertThat(admins.isDomainsModifiable()).isFalse();
            assertThat(admins.addCredentials(Domain.global(), key("lost"))).isFalse();
        }
    }

    @Test
    void whatNoRuleProtectsStaysAndIsForNobody() throws Exception {
        keep("production", "prod-key");
        FreeStyleProject job = job();
        assertThat(EnvironmentCredentialsProvider.has(job, "production", "prod-key"))
                .isTrue();
        assertThat(EnvironmentCredentialsProvider.has(job, "eu-1", "prod-key")).isFalse();
        ReleaseChecklistConfiguration.get().setEnvironments(List.of(new ProtectedEnvironment("eu-*")));
        assertThat(EnvironmentCredentialsProvider.has(job, "production", "prod-key"))
                .isFalse();
        assertThat(new ControllerCredentials.Store().getDomains())
                .extracting(Domain::getName)
                .containsExactly("eu-*", "production");
        keep("EU-*", "eu-key");
        assertThat(EnvironmentCredentialsProvider.has(job, "eu-1", "eu-key")).isTrue();
        assertThat(EnvironmentCredentialsProvider.protects(job, "staging")).isFalse();
    }

    @Test
    void aFolderKeepsThemForTheJobsBelowItAlone() throws Exception {
        Folder shop = rule().createProject(Folder.class);
        FolderProtection protection = new FolderProtection();
        protection.setEnvironments(List.of(new ProtectedEnvironment("production")));
        shop.addProperty(protection);
        rule().jenkins.setSecurityRealm(rule().createDummySecurityRealm());
        rule().jenkins
                .setAuthorizationStrategy(new MockAuthorizationStrategy()
                        .grant(Jenkins.ADMINISTER)
                        .everywhere()
                        .to("admin")
                        .grant(Jenkins.READ, Item.READ, CredentialsProvider.VIEW, CredentialsProvider.CREATE)
                        .everywhere()
                        .to("keeper")
                        .grant(
                                Jenkins.READ,
                                Item.READ,
                                Item.CONFIGURE,
                                CredentialsProvider.VIEW,
                                CredentialsProvider.CREATE)
                        .everywhere()
                        .to("owner"));
        String create = shop.getUrl() + "credentials/store/environments/domain/production/createCredentials";
        try (JenkinsRule.WebClient web = as("keeper")) {
            assertThat(post(web, create, XML.formatted("shop-key"))).isEqualTo(403);
        }
        try (JenkinsRule.WebClient web = as("owner")) {
            assertThat(post(web, create, XML.formatted("shop-key"))).isEqualTo(200);
            assertThat(get(web, shop.getUrl() + "credentials/")).isEqualTo(200);
        }
        FreeStyleProject inside = shop.createProject(FreeStyleProject.class, "inside");
        assertThat(EnvironmentCredentialsProvider.has(inside, "production", "shop-key"))
                .isTrue();
        assertThat(EnvironmentCredentialsProvider.has(job(), "production", "shop-key"))
                .isFalse();
        rule().jenkins.setAuthorizationStrategy(hudson.security.AuthorizationStrategy.UNSECURED);

        rule().configRoundtrip(shop);
        shop.doReload();
        assertThat(shop.getProperties().get(FolderCredentials.class).getEnvironments())
                .singleElement()
                .satisfies(one -> assertThat(one.withId("shop-key")).isPresent());
        assertThat(Files.readString(shop.getConfigFile().getFile().toPath())).doesNotContain("s3cr3t");
        Folder plain = rule().createProject(Folder.class);
        rule().configRoundtrip(plain);
        assertThat(plain.getProperties().get(FolderCredentials.class)).isNull();
        assertThat(SymbolLookup.get().findDescriptor(AbstractFolderProperty.class, "environmentCredentials").clazz)
                .isEqualTo(FolderCredentials.class);
    }

    @Test
    void whatJobDslSaysOfThoseOfAFolderCanBeMade() throws Exception {
        Map<String, ?> key = Map.of(
                "$class",
                "StringCredentialsImpl",
                "scope",
                "GLOBAL",
                "id",
                "prod-key",
                "description",
                "Signs releases",
                "secret",
                Secret.fromString("s3cret"));
        Map<String, ?> production = Map.of("environment", "production", "credentials", List.of(key));

        FolderCredentials made = new DescribableModel<>(FolderCredentials.class)
                .instantiate(Map.of("environments", List.of(production)), TaskListener.NULL);

        assertThat(made.getEnvironments()).singleElement().satisfies(kept -> {
            assertThat(kept.getEnvironment()).isEqualTo("production");
            assertThat(kept.getCredentials())
                    .singleElement()
                    .isInstanceOfSatisfying(
                            StringCredentials.class,
                            credentials -> assertThat(credentials.getSecret().getPlainText())
                                    .isEqualTo("s3cret"));
        });
    }

    @Test
    void configurationAsCodeSetsThemAndShowsThemEncrypted(@TempDir Path folder) throws Exception {
        Path yaml = folder.resolve("jenkins.yaml");
        Files.writeString(yaml, """
                unclassified:
                  environmentCredentials:
                    environments:
                      - environment: production
                        credentials:
                          - string: {scope: GLOBAL, id: prod-key, description: the key, secret: s3cr3t}
                          - usernamePassword: {scope: GLOBAL, id: prod-user, username: deployer, password: pa55word}
                """);
        ConfigurationAsCode.get().configure(yaml.toString());
        assertThat(EnvironmentCredentialsProvider.has(job(), "production", "prod-user"))
                .isTrue();
        ConfigurationContext context = new ConfigurationContext(ConfiguratorRegistry.get());
        String exported = toYamlString(getUnclassifiedRoot(context).get("environmentCredentials"));
        assertThat(exported).contains("prod-key", "deployer", "{AQAA").doesNotContain("s3cr3t", "pa55word");
        kept().setEnvironments(List.of());
        Files.writeString(yaml, "unclassified:\n  environmentCredentials:\n" + exported.indent(4));
        ConfigurationAsCode.get().configure(yaml.toString());
        assertThat(((StringCredentials) kept().getEnvironments()
                                .get(0)
                                .withId("prod-key")
                                .orElseThrow())
                        .getSecret()
                        .getPlainText())
                .isEqualTo("s3cr3t");
    }

    @Test
    void aFileThatCannotBeReadIsNotWrittenOver() throws Exception {
        keep("production", "prod-key");
        Path file = rule().jenkins.getRootDir().toPath().resolve(ControllerCredentials.class.getName() + ".xml");
        String saved = Files.readString(file);
        assertThat(saved).contains("prod-key").doesNotContain("s3cr3t");
        Files.writeString(file, saved.substring(0, saved.length() / 2));
        ControllerCredentials broken = new ControllerCredentials();
        assertThat(broken.getEnvironments()).isEmpty();
        assertThatIllegalStateException()
                .isThrownBy(() -> broken.setEnvironments(List.of()))
                .withMessageContaining("could not be read");
        Files.writeString(file, saved);
        assertThat(new ControllerCredentials().getEnvironments().get(0).withId("prod-key"))
                .isPresent();
    }

    @Test
    void eachHasAnIdOfItsOwnAndAnEnvironmentItsName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EnvironmentCredentials("production", List.of(key("a"), key("a"))))
                .withMessageContaining("an id each of their own");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EnvironmentCredentials(" ", List.of()))
                .withMessageContaining("environment: enter a name");
        assertThat(new EnvironmentCredentials("production", null).getCredentials())
                .isEmpty();
    }
}
