using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.SubjectReports;
using Registry.Server.Audit;
using Registry.Server.Pipeline;
using Registry.Server.Records;
using Registry.V1;
using DomainClass = Registry.Domain.Access.FieldClass;

namespace Registry.Server.Calls;

/// <summary>
/// Tells a person, through an agency that another one recorded her consent to, which offices looked at her record. How many lines are about her, and what was told
/// of them, is committed in a line before the answer: an inspectorate counts them again without the registry.
/// </summary>
internal sealed class SubjectReport(Looks looks, Deciding deciding, AccessIndex index, AccessRecorder recorder, LawTables law)
{
    /// <summary>Rows of one answer; a day is never cut.</summary>
    private const int MostRows = 500;

    private static readonly IReadOnlySet<DomainClass> Lines = new HashSet<DomainClass> { DomainClass.AccessLines };

    public async Task<SubjectReportResponse> Answer(SubjectReportRequest request, Call call)
    {
        // How long it takes tells how many lines there are that it does not tell of.
        call.LeavesOnTick = true;
        var person = Wire.Id(request.PersonId);
        using var look = await looks.At(call, person, Lines);
        SubjectState[] records = [look.State, .. look.Deciding.Elsewhere];
        var found = await index.About([.. records.Select(one => one.Subject)], call.Cancel);

        var told = OfficesTold.Of(
            law.Over((await deciding.Directory(call)).Agencies), [look.Facts, .. look.Deciding.Elsewhere.Select(Facts.Of)], call.Caller.Agency,
            found.Of.Values.SelectMany(lines => lines).Where(line => line.Content.Kind == RecordKind.Intent).Select(LookOf));
        if (request.Until is { } until)
            told = [.. told.Where(one => one.Day < Wire.Day(until))];
        var (shown, left) = Page(told);

        var digest = Digest(shown);
        var answer = new SubjectReportResponse
        {
            TreeSize = found.Size,
            Digest = ByteString.CopyFrom(digest),
            RecordId = (await recorder.Reported(call, person, look.Receipt.RecordId, new ReportedRecord(
                found.From, found.Size, [.. records.Select(one => new ReportedCount(one.Subject, found.Of[one.Subject].Length))],
                shown.Sum(one => one.Looks), Convert.ToHexStringLower(digest)))).ToString(),
        };
        answer.Looks.AddRange(shown.Select(one => new OfficeLook
        {
            Agency = one.Office.Code.Value,
            NameVi = one.Office.Vi,
            NameEn = one.Office.En,
            Purpose = (V1.Purpose)one.Purpose,
            Day = Wire.Date(one.Day),
            Times = one.Looks,
        }));
        if (left is { } further)
            answer.MoreUntil = Wire.Date(further);
        if (found is { From: > 0, Since: { } since })
            answer.KeptSince = Wire.Date(VietnamTime.DayOf(since));
        return answer;
    }

    /// <summary>SHA-256 over one line of ASCII a row, in their order: agency, number of the purpose, day, times.</summary>
    internal static byte[] Digest(IEnumerable<OfficeThatLooked> rows) => SHA256.HashData(Encoding.ASCII.GetBytes(string.Concat(
        rows.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Office.Code.Value} {(int)one.Purpose} {one.Day:yyyy-MM-dd} {one.Looks}\n")))));

    /// <summary>Whole days as long as they fit, the first one whatever it holds; and the first day that does not fit.</summary>
    private static (IReadOnlyList<OfficeThatLooked> Shown, DateOnly? Left) Page(IReadOnlyList<OfficeThatLooked> told)
    {
        if (told.Count <= MostRows)
            return (told, null);
        var cut = told[MostRows].Day;
        var shown = told.TakeWhile(one => one.Day > cut).ToList();
        if (shown.Count == 0)
            shown = [.. told.TakeWhile(one => one.Day == cut)];
        return (shown, shown[^1].Day);
    }

    private static PastLook LookOf(IndexedRecord line) => new(
        line.Content.Trace, new AgencyCode(line.Content.Agency), line.Content.Purpose, line.Content.LawDate ?? VietnamTime.DayOf(line.Content.At), line.Content.Granted.Keys);
}
