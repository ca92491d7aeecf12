using Google.Protobuf;
using Google.Protobuf.Reflection;
using Registry.V1;

namespace Registry.Server.Pipeline;

/// <summary>A paper that is named is named wholly: number, date and who signed. And sums and days that a decision counts with have bounds.</summary>
internal static class PaperRules
{
    /// <summary>More than any budget of the regulation; keeps sums of sums inside their type.</summary>
    private const long MostDong = 1_000_000_000_000;

    public static IEnumerable<FieldProblem> Check(IMessage message, string prefix)
    {
        switch (message)
        {
            // Outside a paper an empty prefix is the request itself, whose own fields are checked elsewhere.
            case DecisionPaper or SupportDecision or Minutes or SupportPaper when prefix.Length > 0:
                return Missing(message, prefix, message.Descriptor.Fields.InDeclarationOrder());
            case RefusalPaper when prefix.Length > 0:
                return Missing(message, prefix, message.Descriptor.Fields.InDeclarationOrder().Where(field => field.Name != "commitment"));
            case ProposeReferralRequest { Words.Length: > 0 } referral when referral.SpokenBy == SpokenBy.Unspecified:
                return [new FieldProblem("spoken_by", Expected.WhoSpoke)];
            case ProposeReferralRequest { Words: "" } referral when referral.SpokenBy != SpokenBy.Unspecified:
                return [new FieldProblem("words", Expected.SpokenWords)];
            case AddDossierDocumentRequest { Sha256: var digest } when digest.Length != 64 || !digest.All(char.IsAsciiHexDigitLower):
                return [new FieldProblem("sha256", Expected.Sha256)];
            case MeasurePeriod { StartsOn: null }:
                return [new FieldProblem(prefix + "starts_on", Expected.Value)];
            case SupportPeriod period:
                return period.FirstDay is not null && period.Days is >= 1 and <= Domain.Support.SupportPeriod.Longest
                    ? []
                    : [new FieldProblem(prefix + "days", Expected.DaysFromFirst(Domain.Support.SupportPeriod.Longest))];
            default:
                return message.Descriptor.FindFieldByName("amount_dong")?.Accessor.GetValue(message) is < 0L or > MostDong
                    ? [new FieldProblem(prefix + "amount_dong", Expected.WholeDong)]
                    : [];
        }
    }

    private static IEnumerable<FieldProblem> Missing(IMessage paper, string prefix, IEnumerable<FieldDescriptor> fields) =>
        from field in fields
        where field.Accessor.GetValue(paper) is null or ""
        select new FieldProblem(prefix + field.Name, Expected.WholePaper);
}
