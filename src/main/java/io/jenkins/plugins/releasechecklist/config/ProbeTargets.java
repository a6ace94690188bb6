package io.jenkins.plugins.releasechecklist.config;

import com.thoughtworks.xstream.converters.Converter;
import com.thoughtworks.xstream.converters.MarshallingContext;
import com.thoughtworks.xstream.converters.UnmarshallingContext;
import com.thoughtworks.xstream.io.HierarchicalStreamReader;
import com.thoughtworks.xstream.io.HierarchicalStreamWriter;
import hudson.AbortException;
import io.jenkins.plugins.releasechecklist.config.form.TextAreaLines;
import io.jenkins.plugins.releasechecklist.engine.probe.address.AddressGuard;
import io.jenkins.plugins.releasechecklist.engine.probe.address.IpNetwork;
import io.jenkins.plugins.releasechecklist.engine.probe.address.NetworkPolicy;
import io.jenkins.plugins.releasechecklist.engine.probe.address.TargetRule;
import io.jenkins.plugins.releasechecklist.engine.probe.address.TargetRules;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.sf.json.JSONObject;

/**
 * The lists of what checks may connect to, as they are stored: as lines of text. Immutable.
 *
 * <p>Lines are checked when they are set and again when they are used. So a line that came from a damaged file, or was edited by
 * hand, stays where people see it, and no check runs until somebody has corrected it.
 */
public final class ProbeTargets {
    static final String ALLOWED = "allowedTargets";
    static final String DENIED = "deniedTargets";
    public static final String CONTROLLER_DENIED = "controllerDeniedTargets";

    /** While this is denied to the controller, all of its addresses are. */
    private static final String LOOPBACK = "127.0.0.0/8";

    /** The controller itself, link-local addresses, and where clouds (AWS, Alibaba, Azure, Oracle) keep their metadata. */
    public static final ProbeTargets DEFAULT = new ProbeTargets(Map.of(
            CONTROLLER_DENIED,
            List.of(
                    LOOPBACK,
                    "::1",
                    "0.0.0.0/8",
                    "::",
                    "169.254.0.0/16",
                    "fe80::/10",
                    "fd00:ec2::254",
                    "100.100.100.200",
                    "168.63.129.16",
                    "192.0.0.192")));

    private final Map<String, List<String>> lists;

    private ProbeTargets(Map<String, List<String>> lists) {
        this.lists = Map.copyOf(lists);
    }

    /** The lists of a file that could not be read: nothing may be connected to. */
    static ProbeTargets unreadable(String file) {
        return DEFAULT.withUnchecked(DENIED, List.of(Messages.ProbeTargets_unreadable(file)));
    }

    public List<String> lines(String list) {
        return lists.getOrDefault(list, List.of());
    }

    /**
     * The same with another list.
     *
     * @param entries lines, or texts of several lines; null stands for none
     * @throws IllegalArgumentException if a line is no rule; the message names its number
     */
    ProbeTargets with(String list, List<String> entries) {
        List<String> all = entries == null ? List.of() : entries;
        TargetRules.parse(list, all.stream().flatMap(String::lines).toList());
        return withUnchecked(list, TextAreaLines.of(all));
    }

    /**
     * The same with the lists of a form; a list that the form does not have stays.
     *
     * @throws IllegalArgumentException as {@link #with}
     */
    ProbeTargets withForm(JSONObject form) {
        ProbeTargets changed = this;
        for (String list : List.of(ALLOWED, DENIED, CONTROLLER_DENIED)) {
            changed = form.has(list) ? changed.with(list, List.of(form.getString(list))) : changed;
        }
        return changed;
    }

    private ProbeTargets withUnchecked(String list, List<String> lines) {
        Map<String, List<String>> changed = new TreeMap<>(lists);
        changed.put(list, List.copyOf(lines));
        return new ProbeTargets(changed);
    }

    /**
     * The rules for checks on agents.
     *
     * @throws AbortException if a line is no rule; the message names it
     */
    public AddressGuard onAgents() throws AbortException {
        return new NetworkPolicy(rules(ALLOWED), List.of(rules(DENIED)));
    }

    /**
     * The rules for what the controller asks, with all addresses that it has now.
     *
     * @throws AbortException as {@link #onController(Collection)}
     */
    public AddressGuard onController() throws AbortException, SocketException {
        return onController(NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .toList());
    }

    /**
     * The rules for checks on the controller.
     *
     * @param own all addresses of the controller
     * @throws AbortException if a line is no rule; the message names it
     */
    public AddressGuard onController(Collection<InetAddress> own) throws AbortException {
        List<TargetRules> denied = new ArrayList<>(List.of(rules(DENIED), rules(CONTROLLER_DENIED)));
        if (lines(CONTROLLER_DENIED).contains(LOOPBACK)) {
            List<TargetRule> addresses = new ArrayList<>();
            own.forEach(address -> addresses.add(new TargetRule.OfNetwork(IpNetwork.of(address))));
            denied.add(new TargetRules(Messages.ProbeTargets_own(CONTROLLER_DENIED, LOOPBACK), addresses));
        }
        return new NetworkPolicy(rules(ALLOWED), denied);
    }

    private TargetRules rules(String list) throws AbortException {
        try {
            return new TargetRules(
                    Messages.ProbeTargets_setting(list),
                    TargetRules.parse(list, lines(list)).rules());
        } catch (IllegalArgumentException e) {
            throw new AbortException(Messages.ProbeTargets_wrong(e.getMessage()));
        }
    }

    /** Found by XStream by its name. It takes every text that it finds for a line. */
    public static final class ConverterImpl implements Converter {
        private static final String LINE = "line";

        @Override
        public boolean canConvert(Class type) {
            return type == ProbeTargets.class;
        }

        @Override
        public void marshal(Object source, HierarchicalStreamWriter writer, MarshallingContext context) {
            for (String list : List.of(ALLOWED, DENIED, CONTROLLER_DENIED)) {
                writer.startNode(list);
                for (String line : ((ProbeTargets) source).lines(list)) {
                    writer.startNode(LINE);
                    writer.setValue(line);
                    writer.endNode();
                }
                writer.endNode();
            }
        }

        @Override
        public Object unmarshal(HierarchicalStreamReader reader, UnmarshallingContext context) {
            ProbeTargets targets = DEFAULT;
            while (reader.hasMoreChildren()) {
                reader.moveDown();
                List<String> lines = new ArrayList<>(TextAreaLines.of(List.of(reader.getValue())));
                String list = reader.getNodeName();
                while (reader.hasMoreChildren()) {
                    reader.moveDown();
                    // What has no text is no line, and is named so that somebody looks for it.
                    lines.add(
                            reader.getValue().isBlank()
                                    ? "<" + reader.getNodeName() + ">"
                                    : reader.getValue().strip());
                    reader.moveUp();
                }
                reader.moveUp();
                boolean known = List.of(ALLOWED, DENIED, CONTROLLER_DENIED).contains(list);
                targets = known
                        ? targets.withUnchecked(list, lines)
                        : targets.withUnchecked(DENIED, List.of("<" + list + ">"));
            }
            return targets;
        }
    }
}
