using System.Text.Json.Nodes;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Registry.V1;

namespace Registry.Tool.Demo;

/// <summary>A method of the contract, found by its name: the player knows no call in particular.</summary>
internal sealed class ContractMethod
{
    private static readonly FileDescriptor[] Files =
    [
        VictimServiceReflection.Descriptor, IdentityServiceReflection.Descriptor, ProtectionServiceReflection.Descriptor,
        AccessServiceReflection.Descriptor, AuditServiceReflection.Descriptor, ReportServiceReflection.Descriptor,
        AgencyServiceReflection.Descriptor, ReferenceServiceReflection.Descriptor, TaskServiceReflection.Descriptor,
    ];

    private const string PurposePrefix = "PURPOSE_";

    private static readonly JsonParser Parser = new(JsonParser.Settings.Default);

    private readonly MethodDescriptor descriptor;

    private ContractMethod(MethodDescriptor descriptor)
    {
        this.descriptor = descriptor;
        Access = descriptor.GetOptions().GetExtension(OptionsExtensions.Access);
        Grpc = new Method<IMessage, IMessage>(
            descriptor.IsServerStreaming ? MethodType.ServerStreaming : MethodType.Unary,
            descriptor.Service.FullName,
            descriptor.Name,
            Marshallers.Create(message => message.ToByteArray(), descriptor.InputType.Parser.ParseFrom),
            Marshallers.Create(message => message.ToByteArray(), descriptor.OutputType.Parser.ParseFrom));
    }

    /// <summary>What the contract declares about the method.</summary>
    public AccessRule Access { get; }

    public Method<IMessage, IMessage> Grpc { get; }

    /// <summary>Whether the registry answers with a stream.</summary>
    public bool Streams => descriptor.IsServerStreaming;

    /// <summary>Every method of the contract.</summary>
    public static IEnumerable<string> Names =>
        Files.SelectMany(file => file.Services).SelectMany(service => service.Methods).Select(method => method.Service.Name + "/" + method.Name);

    /// <summary>The method, or null.</summary>
    /// <param name="name">Service and method, e.g. <c>IdentityService/GetIdentity</c>.</param>
    public static ContractMethod? Find(string name) =>
        Files.SelectMany(file => file.Services).SelectMany(service => service.Methods)
            .FirstOrDefault(method => method.Service.Name + "/" + method.Name == name) is { } found ? new ContractMethod(found) : null;

    /// <summary>The contract's name of a purpose without its prefix.</summary>
    public static string PurposeName(Purpose purpose) =>
        OptionsReflection.Descriptor.EnumTypes.Single(type => type.Name == nameof(Purpose)).FindValueByNumber((int)purpose).Name[PurposePrefix.Length..];

    /// <summary>Clause of Decree 62/2012 Art. 7 by the contract's name for it; 0 for none.</summary>
    public static int MeasureClause(string name) => TypesReflection.Descriptor.EnumTypes.Single(type => type.Name == "MeasureClause").FindValueByName(name)?.Number ?? 0;

    /// <summary>The request message.</summary>
    /// <exception cref="InvalidProtocolBufferException">The fields are not those of the contract.</exception>
    public IMessage Request(OfficersCall call, JsonObject fields, Guid requestId)
    {
        var request = (JsonObject)Wire(fields, descriptor.InputType)!;
        var context = request["context"] as JsonObject ?? [];
        context["purpose"] = PurposePrefix + call.Purpose;
        context["legal_basis"] = call.LegalBasis;
        context["justification"] = call.Justification;
        if (call.Purpose == PurposeName(Purpose.Audit) && !context.ContainsKey("mandate_id"))
            context["mandate_id"] = Registry.Domain.Agencies.Mandate.Founding.ToString();
        request["context"] = context;
        if (descriptor.InputType.FindFieldByName("request_id") is not null)
            request["request_id"] = requestId.ToString();
        return Parser.Parse(request.ToJsonString(), descriptor.InputType);
    }

    /// <summary>Dates as a person writes them, and lists of field names, become what proto3's JSON has for them.</summary>
    private static JsonNode? Wire(JsonNode? node, MessageDescriptor type)
    {
        if (node is not JsonObject fields)
            return node?.DeepClone();

        var wire = new JsonObject();
        foreach (var (name, value) in fields)
        {
            var message = type.FindFieldByName(name) is { FieldType: FieldType.Message } field ? field.MessageType : null;
            wire[name] = (message?.FullName, value) switch
            {
                ("google.type.Date", JsonValue text) => Day(text.GetValue<string>()),
                ("google.protobuf.FieldMask", JsonArray names) => string.Join(',', names.Select(one => Camel(one!.GetValue<string>()))),
                (not null, JsonObject inner) => Wire(inner, message!),
                _ => value?.DeepClone(),
            };
        }

        return wire;
    }

    private static JsonObject Day(string text)
    {
        var day = DateOnly.ParseExact(text, "yyyy-MM-dd");
        return new JsonObject { ["year"] = day.Year, ["month"] = day.Month, ["day"] = day.Day };
    }

    private static string Camel(string name) =>
        string.Concat(name.Split('_').Select((part, at) => at == 0 ? part : char.ToUpperInvariant(part[0]) + part[1..]));
}
