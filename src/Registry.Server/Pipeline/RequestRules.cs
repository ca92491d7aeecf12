using System.Collections;
using System.Collections.Frozen;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Registry.Domain.Law;
using Registry.Sealing;
using Registry.V1;
using Date = Registry.V1.Date;

namespace Registry.Server.Pipeline;

/// <summary>
/// The shape of requests: every field of every message is walked once, so that a new call is checked before anybody thinks of it.
/// Refusals name the field and what is expected, never the value.
/// </summary>
internal sealed class RequestRules(LawTables law)
{
    private const int LongestText = 200;
    private const int LongestList = 50;

    private static readonly FrozenDictionary<string, int> LongTexts = new Dictionary<string, int>(StringComparer.Ordinal)
    {
        ["justification"] = 1000,
        ["exploitation_account"] = 8000,
        ["threat"] = 4000,
        ["operation"] = 4000,
        ["reason"] = 4000,
        ["commitment"] = 4000,
        ["grounds"] = 4000,
        ["words"] = 4000,
        ["conditions"] = 4000,
        ["opinion"] = 4000,
        ["late_reason"] = 1000,
        ["remark"] = 1000,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Dates that may lie in the future.</summary>
    private static readonly FrozenSet<string> MayComeLater =
        new[] { "expected_on", "starts_on", "ends_on", "expires_on", "from", "until", "on", "first_day", "answer_by" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Everything that is wrong with the request at once; empty when nothing is.</summary>
    public IReadOnlyList<FieldProblem> Check(IMessage request, DateOnly today)
    {
        var problems = new List<FieldProblem>();
        Required(request, problems);
        Walk(request, "", today, problems);
        problems.AddRange(PeopleRules.Check(request));
        return problems;
    }

    private static void Required(IMessage request, List<FieldProblem> problems)
    {
        foreach (var field in request.Descriptor.Fields.InDeclarationOrder())
        {
            if (!LeftOut.May(field.Name, request) && !IsSet(field, request))
                problems.Add(new FieldProblem(field.Name, Expected.Value));
        }

        problems.AddRange(VerificationRules.Check(request));
        if (request is ExplainAccessRequest explained && explained.AskedClasses.Any(one => one is FieldClass.Unspecified or FieldClass.Envelope))
            problems.Add(new FieldProblem("asked_classes", Expected.TellingClasses));
        if (request is RecordDisclosureRequest told)
            problems.AddRange(Told(told));
    }

    private static IEnumerable<FieldProblem> Told(RecordDisclosureRequest request)
    {
        if (request.ToldAgency.Length > 0 == request.ToldOutside.Length > 0)
            yield return new FieldProblem("told_agency, told_outside", Expected.OneOfTwo);
        if (request.ToldClasses.Any(one => one is FieldClass.Unspecified or FieldClass.Envelope))
            yield return new FieldProblem("told_classes", Expected.TellingClasses);
    }

    private void Walk(IMessage message, string prefix, DateOnly today, List<FieldProblem> problems)
    {
        if (message is Person person)
            problems.AddRange(PersonRules.Check(person, prefix, today));
        if (message is ReportPeriod period)
            problems.AddRange(ReportRules.Check(period, prefix, today));
        if (message is AccessContext context)
            CheckContext(context, prefix, today, problems);
        problems.AddRange(PaperRules.Check(message, prefix));
        problems.AddRange(SearchRules.Check(message, prefix));

        foreach (var field in message.Descriptor.Fields.InDeclarationOrder())
        {
            var path = prefix + field.Name;
            var value = field.Accessor.GetValue(message);
            if (field.IsRepeated)
            {
                var items = ((IEnumerable)value).Cast<object>().ToList();
                if (items.Count > LongestList)
                    problems.Add(new FieldProblem(path, Expected.AtMostEntries(LongestList)));
                foreach (var item in items)
                    CheckValue(field, item, path, today, problems, inList: true);
            }
            else if (value is not null)
            {
                CheckValue(field, value, path, today, problems, inList: false);
            }
        }
    }

    private void CheckValue(FieldDescriptor field, object value, string path, DateOnly today, List<FieldProblem> problems, bool inList)
    {
        switch (value)
        {
            case string text:
                if (IsId(field.Name) && text.Length > 0 && !IsUuid(text))
                    problems.Add(new FieldProblem(path, Expected.Uuid));
                else if (inList && text.Length == 0)
                    problems.Add(new FieldProblem(path, Expected.NoEmptyEntries));
                else if (field.Name == "certificate_number" && text.Length > 0 && !BlindIndex.CanIndex(text))
                    problems.Add(new FieldProblem(path, Expected.CertificateNumber));
                else if (TextRules.Problem(text, LongTexts.GetValueOrDefault(field.Name, LongestText), LongTexts.ContainsKey(field.Name)) is { } problem)
                    problems.Add(new FieldProblem(path, problem));
                break;
            case Date date:
                CheckDate(field, date, path, today, problems);
                break;
            case FieldMask mask:
                if (mask.Paths.Count == 0)
                    problems.Add(new FieldProblem(path, Expected.FieldNames));
                break;
            case IMessage inner when field.MessageType.File.Package.StartsWith("registry.", StringComparison.Ordinal):
                Walk(inner, path + ".", today, problems);
                break;
            case long or int when field.Name is "expected_version" or "other_version" or "old_size" or "page_size" or "persons" && Convert.ToInt64(value, null) < 0:
                problems.Add(new FieldProblem(path, Expected.ZeroOrMore));
                break;
            default:
                if (field.FieldType == FieldType.Enum && field.EnumType.FindValueByNumber((int)value) is null)
                    problems.Add(new FieldProblem(path, Expected.KnownValue));
                break;
        }
    }

    /// <summary>Years from now in which anything that is decided for a human being ends; what lies beyond is a slip of the pen, and days cannot be added to the last day there is.</summary>
    private const int LongestLife = 120;

    private static void CheckDate(FieldDescriptor field, Date date, string path, DateOnly today, List<FieldProblem> problems)
    {
        // Partial dates are for birth dates alone; everything else is a day.
        if (field.Name == "birth_date")
            return;
        if (!PersonRules.IsDay(date))
            problems.Add(new FieldProblem(path, Expected.Day));
        else if (!MayComeLater.Contains(field.Name) && new DateOnly(date.Year, date.Month, date.Day) > today)
            problems.Add(new FieldProblem(path, Expected.NotInFuture));
        else if (date.Year > today.Year + LongestLife)
            problems.Add(new FieldProblem(path, Expected.WithinYears(LongestLife)));
    }

    private void CheckContext(AccessContext context, string prefix, DateOnly today, List<FieldProblem> problems)
    {
        if (context.Purpose == Purpose.Unspecified)
            problems.Add(new FieldProblem(prefix + "purpose", Expected.Purpose));
        if (!law.KnowsLegalBasis(context.LegalBasis, today))
            problems.Add(new FieldProblem(prefix + "legal_basis", Expected.LegalBasis));
        if (context.MandateId.Length > 0 && !IsUuid(context.MandateId))
            problems.Add(new FieldProblem(prefix + "mandate_id", Expected.Uuid));
        if (context.CaseReference.Length > 0 && !IsUuid(context.CaseReference))
            problems.Add(new FieldProblem(prefix + "case_reference", Expected.Uuid));
    }

    private static bool IsUuid(string text) => Guid.TryParseExact(text, "D", out var id) && id.ToString() == text;

    private static bool IsId(string name) => name.EndsWith("_id", StringComparison.Ordinal);

    private static bool IsSet(FieldDescriptor field, IMessage message) => field.Accessor.GetValue(message) switch
    {
        null => false,
        string text => text.Length > 0,
        long number => number != 0,
        int number => number != 0,
        bool => true,
        IList list => list.Count > 0,
        IMessage inner => inner.CalculateSize() > 0,
        System.Enum choice => Convert.ToInt32(choice, null) != 0,
        _ => true,
    };
}
