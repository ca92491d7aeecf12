using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Registry.Verify.Evidence;

namespace Registry.Verify.Exports;

/// <summary>
/// FHIR R4 AuditEvent after the IHE BALP patterns, one resource a line (NDJSON). Which pattern a line follows is decided in <see cref="FhirPattern"/>;
/// the mapping is a table in README.md. Ids, codes and names of classes only: never the callers' words.
/// </summary>
internal sealed class FhirFormat : ILineFormat
{
    private const string OwnSystem = "urn:registry:";
    private const string EntityTypes = "http://terminology.hl7.org/CodeSystem/audit-entity-type";
    private const string ObjectRoles = "http://terminology.hl7.org/CodeSystem/object-role";
    private const string RecordDetail = "opened-record";

    public string Extension => "fhir.ndjson";

    public bool Marked => false;

    public string LineEnd => "\n";

    public IReadOnlyList<string> Head => [];

    public string Write(ProvenLine line)
    {
        var said = new Said(line.Line.Actor);
        var pattern = FhirPattern.Of(said, line.Line.Subject != Guid.Empty);
        var resource = new JsonObject { ["resourceType"] = "AuditEvent", ["id"] = line.Line.Record.ToString() };
        if (pattern.Profile is { } profile)
            resource["meta"] = new JsonObject { ["profile"] = new JsonArray($"https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.{profile}") };
        resource["type"] = Coding(pattern.Type);
        resource["subtype"] = new JsonArray([.. pattern.Subtypes.Select(Coding)]);
        resource["action"] = pattern.Action;
        resource["recorded"] = said.At;
        resource["outcome"] = pattern.Outcome;
        resource["outcomeDesc"] = said.Text("outcome");
        resource["agent"] = Agents(said, pattern, line.Origin);
        resource["source"] = new JsonObject
        {
            ["observer"] = new JsonObject { ["identifier"] = Identifier("access-log", line.Origin) },
            ["type"] = new JsonArray(Coding(new FhirCode("http://terminology.hl7.org/CodeSystem/security-source-type", "4"))),
        };
        resource["entity"] = Entities(line, said);
        return resource.ToJsonString();
    }

    public string? RecordIn(string line)
    {
        try
        {
            var details = (JsonNode.Parse(line)?["entity"] as JsonArray)?.SelectMany(entity => entity?["detail"] as JsonArray ?? []) ?? [];
            return details.FirstOrDefault(detail => (string?)detail?["type"] == RecordDetail)?["valueBase64Binary"] is JsonValue value
                ? Encoding.UTF8.GetString(Convert.FromBase64String((string)value!))
                : null;
        }
        catch (Exception other) when (other is JsonException or FormatException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    private static JsonArray Agents(Said said, FhirPattern pattern, string origin)
    {
        var agents = new JsonArray();
        var (officer, source) = (said.Text("officer"), said.Text("source"));
        if (officer.Length > 0)
        {
            var user = new JsonObject
            {
                ["type"] = Concept(pattern.User),
                ["role"] = new JsonArray(Concept(new FhirCode(OwnSystem + "agency", said.Text("agency")))),
                ["who"] = new JsonObject { ["identifier"] = new JsonObject { ["system"] = said.Text("issuer"), ["value"] = officer } },
                ["requestor"] = true,
            };
            if (said.Text("legal_basis") is { Length: > 0 } basis)
                user["policy"] = new JsonArray($"{OwnSystem}legal-basis:{Uri.EscapeDataString(basis)}");
            user["purposeOfUse"] = new JsonArray(Concept(new FhirCode(OwnSystem + "purpose", said.Text("purpose"))));
            agents.Add((JsonNode)user);
        }

        // The log keeps no address of a proven caller, and BALP demands the element.
        var network = source.Length > 0
            ? new JsonObject { ["address"] = source, ["type"] = "2" }
            : new JsonObject { ["extension"] = new JsonArray(new JsonObject { ["url"] = "http://hl7.org/fhir/StructureDefinition/data-absent-reason", ["valueCode"] = "unknown" }) };
        var client = said.Text("certificate") is { Length: > 0 } certificate ? Identifier("client-certificate", certificate) : Identifier("client", said.Text("trace"));
        agents.Add((JsonNode)new JsonObject { ["type"] = Concept(pattern.Client), ["who"] = new JsonObject { ["identifier"] = client }, ["requestor"] = officer.Length == 0, ["network"] = network.DeepClone() });
        agents.Add((JsonNode)new JsonObject
        {
            ["type"] = Concept(pattern.Server),
            ["who"] = new JsonObject { ["identifier"] = Identifier("access-log", origin) },
            ["requestor"] = false,
            ["network"] = new JsonObject { ["extension"] = new JsonArray(new JsonObject { ["url"] = "http://hl7.org/fhir/StructureDefinition/data-absent-reason", ["valueCode"] = "unknown" }) },
        });
        return agents;
    }

    private static JsonArray Entities(ProvenLine line, Said said)
    {
        var entities = new JsonArray();
        if (line.Line.Subject != Guid.Empty)
            entities.Add((JsonNode)Entity("1", "1", new JsonObject { ["type"] = "Patient", ["identifier"] = Identifier("person", line.Line.Subject.ToString()) }));

        var details = new JsonArray();
        foreach (var name in (string[])["asked", "granted", "refused"])
            foreach (var code in said.Names(name))
                details.Add((JsonNode)Detail(name, code));
        foreach (var rule in said.Rules)
            details.Add((JsonNode)Detail("rule", rule));
        foreach (var name in (string[])["law", "case", "intent"])
            if (said.Text(name) is { Length: > 0 } text)
                details.Add((JsonNode)Detail(name, text));
        details.Add((JsonNode)Detail("kind", said.Kind));
        details.Add((JsonNode)Detail("count", FormattableString.Invariant($"{said.Count}")));
        var data = Entity("2", "4", new JsonObject { ["identifier"] = Identifier("method", said.Method) });
        data["detail"] = details;
        entities.Add((JsonNode)data);

        if (said.Text("trace") is { Length: > 0 } trace)
            entities.Add((JsonNode)new JsonObject
            {
                ["what"] = new JsonObject { ["identifier"] = new JsonObject { ["value"] = trace } },
                ["type"] = Coding(new FhirCode("https://profiles.ihe.net/ITI/BALP/CodeSystem/BasicAuditEntityType", "XrequestId")),
            });

        // Of a type of its own: BALP wants exactly one entity of type 2.
        var proof = Entity("4", "13", new JsonObject { ["identifier"] = Identifier("access-record", line.Line.Record.ToString()) });
        proof["detail"] = new JsonArray(
            Detail("leaf-index", FormattableString.Invariant($"{line.Line.Index}")),
            Detail("leaf-hash", Convert.ToHexStringLower(line.Record.LeafHash.Bytes)),
            new JsonObject { ["type"] = RecordDetail, ["valueBase64Binary"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(line.Record.ToString())) });
        entities.Add((JsonNode)proof);
        return entities;
    }

    private static JsonObject Entity(string type, string role, JsonObject what) =>
        new() { ["what"] = what, ["type"] = Coding(new FhirCode(EntityTypes, type)), ["role"] = Coding(new FhirCode(ObjectRoles, role)) };

    private static JsonObject Detail(string type, string value) => new() { ["type"] = type, ["valueString"] = value };

    private static JsonObject Identifier(string system, string value) => new() { ["system"] = OwnSystem + system, ["value"] = value };

    private static JsonObject Coding(FhirCode code) => new() { ["system"] = code.System, ["code"] = code.Code };

    private static JsonObject Concept(FhirCode code) => new() { ["coding"] = new JsonArray(Coding(code)) };
}
