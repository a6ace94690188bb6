package io.jenkins.plugins.releasechecklist.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.AbortException;
import hudson.util.FormValidation;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.casc.ConfigurationContext;
import io.jenkins.plugins.casc.ConfiguratorRegistry;
import io.jenkins.plugins.casc.misc.Util;
import io.jenkins.plugins.releasechecklist.engine.probe.address.AddressGuard;
import io.jenkins.plugins.releasechecklist.engine.probe.address.ForbiddenAddressException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.html.HtmlTextArea;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;

/** The lists of what checks may connect to: their form, their YAML, their file, and what they mean. */
class ProbeTargetsTest extends OneJenkins {
    private static final String ROOT = ReleaseChecklistConfiguration.class.getName();
    private static final String SETTING = "Manage Jenkins > Release Checklist";
    private static final List<String> DEFAULT = List.of(
            "127.0.0.0/8",
            "::1",
            "0.0.0.0/8",
            "::",
            "169.254.0.0/16",
            "fe80::/10",
            "fd00:ec2::254",
            "100.100.100.200",
            "168.63.129.16",
            "192.0.0.192");

    private final ReleaseChecklistConfiguration found = ReleaseChecklistConfiguration.get();

    @TempDir
    private Path directory;

    private static void assertDenied(AddressGuard guard, String address, String reason) throws Exception {
        InetAddress target = InetAddress.getByName(address);
        assertThatExceptionOfType(ForbiddenAddressException.class)
                .isThrownBy(() -> guard.check("shop.test", target))
                .withMessage(reason);
    }

    private static void assertAllowed(AddressGuard guard, String address) throws Exception {
        InetAddress target = InetAddress.getByName(address);
        assertThatCode(() -> guard.check("shop.test", target)).doesNotThrowAnyException();
    }

    private void assertFilled() {
        assertThat(found.getAllowedTargets()).containsExactly("*.example.com", "10.0.0.0/8");
        assertThat(found.getDeniedTargets()).containsExactly("payroll.example.com");
        assertThat(found.getControllerDeniedTargets()).isEmpty();
    }

    private void fill() {
        found.setAllowedTargets(List.of("*.example.com", "10.0.0.0/8"));
        found.setDeniedTargets(List.of("payroll.example.com"));
        found.setControllerDeniedTargets(List.of());
    }

    @Test
    void theControllerIsProtectedByDefault() throws Exception {
        assertThat(found.getAllowedTargets()).isEmpty();
        assertThat(found.getDeniedTargets()).isEmpty();
        assertThat(found.getControllerDeniedTargets()).isEqualTo(DEFAULT);
        AddressGuard guard = found.targets().onController(List.of());
        assertDenied(guard, "127.0.0.1", "the rule 127.0.0.0/8 denies it (controllerDeniedTargets, " + SETTING + ")");
        for (String address : List.of("::1", "0.0.0.0", "169.254.169.254", "fe80::1", "fd00:ec2::254", "192.0.0.192")) {
            InetAddress target = InetAddress.getByName(address);
            assertThatThrownBy(() -> guard.check("x", target)).isInstanceOf(ForbiddenAddressException.class);
        }
        assertAllowed(guard, "10.0.0.1");
        assertAllowed(found.targets().onAgents(), "127.0.0.1");
    }

    @Test
    void loopbackStandsForEveryAddressOfTheController() throws Exception {
        List<InetAddress> own = List.of(InetAddress.getByName("10.0.0.5"), InetAddress.getByName("2001:db8::5%1"));
        AddressGuard guard = found.targets().onController(own);
        String reason = " denies it (controllerDeniedTargets: 127.0.0.0/8 stands for every address of the controller; "
                + SETTING + ")";
        assertDenied(guard, "10.0.0.5", "the rule 10.0.0.5" + reason);
        assertDenied(guard, "2001:db8::5", "the rule 2001:db8::5" + reason);
        assertAllowed(guard, "10.0.0.6");

        found.setControllerDeniedTargets(List.of("169.254.0.0/16"));
        assertAllowed(found.targets().onController(own), "10.0.0.5");
    }

    @Test
    void theListsForEverybodyHoldOnTheControllerToo() throws Exception {
        found.setAllowedTargets(List.of("10.0.0.0/8"));
        found.setDeniedTargets(List.of("10.9.0.0/16"));
        for (AddressGuard guard :
                List.of(found.targets().onAgents(), found.targets().onController(List.of()))) {
            assertAllowed(guard, "10.1.0.1");
            assertDenied(guard, "10.9.0.1", "the rule 10.9.0.0/16 denies it (deniedTargets, " + SETTING + ")");
            assertDenied(guard, "192.0.2.1", "no rule allows it (allowedTargets, " + SETTING + ")");
        }
    }

    @Test
    void theFormKeepsTheLists() throws Exception {
        saveForm();
        assertThat(found.getControllerDeniedTargets()).isEqualTo(DEFAULT);

        fill();
        saveForm();
        assertFilled();
    }

    @Test
    void aFormWithAWrongLineChangesNothingAndNamesIt() throws Exception {
        JenkinsRule.WebClient browser = rule().createWebClient().withThrowExceptionOnFailingStatusCode(false);
        HtmlForm form = form(browser);
        HtmlTextArea denied = form.getFirstByXPath(".//textarea[@name='_.deniedTargets']");
        denied.setText("10.0.0.0/8\n\n10.0.0.0/99");

        HtmlPage answer = rule().submit(form);

        assertThat(answer.asNormalizedText())
                .contains("deniedTargets, line 3: expected a prefix of /0 to /32, found /99");
        assertThat(found.getDeniedTargets()).isEmpty();
    }

    @Test
    void theFieldsNameTheWrongLine() {
        assertThat(found.doCheckDeniedTargets("10.0.0.0/8\n\nwww.*.com").kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(found.doCheckAllowedTargets("10.0.0.0/8\n\nwww.*.com").getMessage())
                .startsWith("allowedTargets, line 3: expected a host such as www.example.com");
        assertThat(found.doCheckControllerDeniedTargets("10.0.0.1/8").getMessage())
                .startsWith("controllerDeniedTargets, line 1: expected the first address of a network");
        assertThat(found.doCheckControllerDeniedTargets("").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(found.doCheckAllowedTargets(null).kind).isEqualTo(FormValidation.Kind.OK);
    }

    @Test
    void wrongLinesCannotBeSet() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> found.setAllowedTargets(List.of("https://www.example.com")))
                .withMessageStartingWith("allowedTargets, line 1: expected an address");
        assertThat(found.getAllowedTargets()).isEmpty();
    }

    @Test
    void yamlCanSayEverything() throws Exception {
        configure("""
                allowedTargets: ["*.example.com", 10.0.0.0/8]
                deniedTargets: [payroll.example.com]
                controllerDeniedTargets: []
                """);
        assertFilled();
        assertThatThrownBy(() -> configure("deniedTargets: [10.0.0.0/8, 10.0.0.0/99]\n"))
                .hasStackTraceContaining("deniedTargets, line 2: expected a prefix of /0 to /32, found /99");
    }

    @Test
    void whatIsExportedCanBeReadAgain() throws Exception {
        found.setAllowedTargets(List.of("*.example.com", "10.0.0.0/8"));
        found.setControllerDeniedTargets(List.of("127.0.0.0/8"));
        String exported =
                Util.toYamlString(Util.getUnclassifiedRoot(new ConfigurationContext(ConfiguratorRegistry.get()))
                        .get("releaseChecklist"));
        reset();

        configure(exported);

        assertThat(found.getAllowedTargets()).containsExactly("*.example.com", "10.0.0.0/8");
        assertThat(found.getControllerDeniedTargets()).containsExactly("127.0.0.0/8");
    }

    @Test
    void theListsAreSaved() throws Exception {
        fill();
        assertThat(Files.readString(file())).contains("<line>*.example.com</line>", "<controllerDeniedTargets/>");

        found.load();

        assertFilled();
    }

    @Test
    void aConfigurationThatWasSavedBeforeHasTheDefault() throws Exception {
        fill();
        load("<allowControllerProbes>true</allowControllerProbes>");

        assertThat(found.isAllowControllerProbes()).isTrue();
        assertThat(found.getAllowedTargets()).isEmpty();
        assertThat(found.getControllerDeniedTargets()).isEqualTo(DEFAULT);
        assertAllowed(found.targets().onAgents(), "127.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<targets><deniedTargets><line>10.0.0.0/99</line></deniedTargets></targets>",
                "<targets><deniedTargets>10.0.0.0.0</deniedTargets></targets>",
                "<targets><deniedTargets><line><host/></line></deniedTargets></targets>",
                "<targets><deniedTarget><line>10.0.0.0/8</line></deniedTarget></targets>",
                "<targets class='no.such.Class'><deniedTargets/></targets>"
            })
    void aBrokenListLetsNothingPass(String xml) throws Exception {
        load(xml);
        assertRefusesAll("deniedTargets, line 1");
        // Also after somebody saved something else.
        found.setAllowControllerProbes(true);
        found.load();
        assertRefusesAll("deniedTargets, line 1");

        found.setDeniedTargets(List.of());
        assertAllowed(found.targets().onAgents(), "127.0.0.1");
    }

    @Test
    void aDamagedFileLetsNothingPass() throws Exception {
        Files.writeString(file(), "<?xml version='1.1' encoding='UTF-8'?>\n<" + ROOT + "><targets>");
        found.load();
        assertRefusesAll(ROOT + ".xml is damaged");
    }

    private void assertRefusesAll(String reason) {
        assertThatExceptionOfType(AbortException.class)
                .isThrownBy(() -> found.targets().onAgents())
                .withMessageContainingAll(reason, SETTING, "No check runs");
        assertThatExceptionOfType(AbortException.class)
                .isThrownBy(() -> found.targets().onController(List.of()))
                .withMessageContainingAll(reason, SETTING, "No check runs");
    }

    private void load(String elements) throws Exception {
        Files.writeString(
                file(), "<?xml version='1.1' encoding='UTF-8'?>\n<" + ROOT + ">\n" + elements + "</" + ROOT + ">\n");
        found.load();
    }

    private static Path file() {
        return rule().jenkins.getRootDir().toPath().resolve(ROOT + ".xml");
    }

    private void configure(String settings) throws Exception {
        Path file = Files.writeString(
                directory.resolve("jenkins.yaml"), "unclassified:\n  releaseChecklist:\n" + settings.indent(4));
        ConfigurationAsCode.get().configure(file.toString());
    }
}
