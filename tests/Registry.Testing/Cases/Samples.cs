using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Registry.Contracts.Access;
using Registry.V1;
using Enum = System.Enum;

namespace Registry.Testing.Cases;

/// <summary>
/// A request of the right shape for any method of the contract, made from its descriptor: a method that is added is walked by every
/// matrix without a line of test being written.
/// </summary>
public static class Samples
{
    private static readonly AccessRules Rules = AccessRules.Load();

    /// <summary>What the contract declares about a method.</summary>
    public static MethodAccess RuleOf(MethodDescriptor method) => Rules.Methods["/" + method.Service.FullName + "/" + method.Name];

    /// <summary>Methods that name a person.</summary>
    public static IEnumerable<MethodDescriptor> OfPersons => Running.Contract.Methods.Where(method => PersonField(method) is not null);

    /// <summary>A valid request.</summary>
    /// <param name="method">Of the contract.</param>
    /// <param name="purpose">One of the method's.</param>
    /// <param name="person">Whom it names, where it names somebody.</param>
    public static IMessage Of(MethodDescriptor method, Purpose purpose, string person)
    {
        var request = Fill(method.InputType);
        method.InputType.FindFieldByName("context").Accessor.SetValue(request, BorderReturn.Why(purpose, "QD22/2015-D6.3"));
        if (request is GetCaseRequest parts)
            parts.Fields = new FieldMask { Paths = { "status", "certificates" } };
        (PersonField(method) ?? method.InputType.FindFieldByName("announcement_id"))?.Accessor.SetValue(request, person);
        return request;
    }

    private static FieldDescriptor? PersonField(MethodDescriptor method) =>
        method.InputType.FindFieldByName("person_id") ?? method.InputType.FindFieldByName("victim_id") ?? method.InputType.FindFieldByName("subject_id");

    private static IMessage Fill(MessageDescriptor type)
    {
        if (type == Person.Descriptor)
            return People.Stranger();
        if (type == Date.Descriptor)
            return BorderReturn.Day.Clone();
        if (type == ReportPeriod.Descriptor)
            return new ReportPeriod { Year = 2015, Span = ReportSpan.SecondHalf };
        if (type == FieldMask.Descriptor)
            return new FieldMask { Paths = { "full_name" } };

        var message = type.Parser.ParseFrom(ByteString.Empty);
        foreach (var field in type.Fields.InDeclarationOrder().Where(field => !IsLeftOut(field)))
        {
            if (field.IsRepeated)
                ((System.Collections.IList)field.Accessor.GetValue(message)).Add(One(field));
            else
                field.Accessor.SetValue(message, One(field));
        }

        return message;
    }

    /// <summary>What would name a page, a request or a case that there is not, or what the registry names.</summary>
    private static bool IsLeftOut(FieldDescriptor field) =>
        field.Name is "page_token" or "cursor" or "told_outside" or "case_reference" or "on_behalf_of_id"
        || (field.Name == "reported_by" && field.ContainingType == RegisterVictimRequest.Descriptor)
        || (field.Name == "contact_id" && field.ContainingType == Contact.Descriptor)
        || (field.Name == "protection_request_id" && field.ContainingType != RejectProtectionRequestRequest.Descriptor);

    private static object One(FieldDescriptor field) => field.FieldType switch
    {
        FieldType.String => Text(field.Name),
        FieldType.Int32 => 1,
        FieldType.Int64 => 1L,
        FieldType.Bool => true,
        FieldType.Enum => Enum.ToObject(field.EnumType.ClrType, Choice(field.EnumType)),
        FieldType.Message => Fill(field.MessageType),
        _ => throw new NotSupportedException($"{field.FullName}: say what a sample of this type is."),
    };

    /// <summary>The first value, unless the other fields of its message, which are all set, belong to another one.</summary>
    private static int Choice(EnumDescriptor type) => type.Name switch
    {
        nameof(Route) => (int)Route.Repatriated,
        nameof(CertificateKind) => (int)CertificateKind.ForeignLegalised,
        _ => type.Values[1].Number,
    };

    private static string Text(string field) => field switch
    {
        _ when field.EndsWith("_id", StringComparison.Ordinal) => BorderReturn.NewId(),
        "addressees" or "addressee" or "to_agency" or "executors" or "directed_units" or "told_agency" => "CSDT-TTH",
        "acting_agencies" => "CSDT-TTH",
        "officer" => Running.Officers.Court.Name,
        "sha256" => new string('a', 64),
        "legal_basis" => "QD22/2015-D6.3",
        _ => Canaries.MinutesNumber,
    };
}
