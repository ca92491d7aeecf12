using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Registry.Server.Audit;
using Registry.Server.Pipeline;
using Registry.Server.Records;
using Registry.V1;
using DomainClass = Registry.Domain.Access.FieldClass;

namespace Registry.Server.Calls;

/// <summary>Lines by person, officer, agency, purpose, class, outcome, kind and time, newest first, allowed and denied. The inspector's own look is one of them.</summary>
internal sealed class ListAccesses(Looks looks, AccessIndex index, PageTokens pages)
{
    private static readonly PageSize Sizes = new(Usual: 50, Most: 200);

    private static readonly IReadOnlySet<DomainClass> Lines = new HashSet<DomainClass> { DomainClass.AccessLines };

    public async Task<ListAccessesResponse> Answer(ListAccessesRequest request, Call call)
    {
        var size = Sizes.Of(request.PageSize);
        var question = request.Clone();
        (question.Context, question.PageSize, question.PageToken) = (null, 0, "");
        var place = pages.Of(call, Convert.ToBase64String(question.ToByteArray()));
        var below = place.Open(request.PageToken, beginning: long.MaxValue);
        var filter = FilterOf(request, call);

        call.Inspects = filter.Agency;
        using var look = await looks.At(call, filter.Subject ?? Guid.Empty, Lines);
        var found = await index.Find(filter, below, size + 1, call.Cancel);
        var answer = new ListAccessesResponse { KeptFromIndex = found.KeptFrom, KeptSince = Wire.Stamp(found.KeptSince) };
        answer.Lines.AddRange(found.Lines.Take(size).Select(LineOf));
        if (found.Lines.Length > size)
            answer.NextPageToken = place.Seal(found.Lines[size - 1].Index);
        return answer;
    }

    /// <summary>The filters of a request.</summary>
    internal static AccessFilter FilterOf(IAccessFilters request, Call call) => new()
    {
        Within = line => Mandates.Covers(call, line),
        Subject = Wire.OptionalId(request.PersonId),
        Officer = Given(request.Officer),
        Agency = Given(request.Agency),
        Purpose = request.Purpose == Purpose.Unspecified ? null : (Domain.Access.Purpose)request.Purpose,
        Class = request.FieldClass == FieldClass.Unspecified ? null : (DomainClass)request.FieldClass,
        Outcome = Given(request.Outcome),
        Kind = request.Kind == AccessKind.Unspecified ? null : (RecordKind)request.Kind,
        From = Wire.Moment(request.From, "from"),
        Until = Wire.Moment(request.Until, "until"),
    };

    private static string? Given(string text) => text.Length == 0 ? null : text;

    /// <summary>A record as inspectors see it.</summary>
    internal static AccessLine LineOf(IndexedRecord record)
    {
        var content = record.Content;
        var line = new AccessLine
        {
            RecordId = record.RecordId.ToString(),
            LeafIndex = record.Index,
            At = Timestamp.FromDateTimeOffset(content.At),
            Kind = (AccessKind)content.Kind,
            Method = content.Method,
            Agency = content.Agency,
            Officer = content.Officer,
            Purpose = (Purpose)content.Purpose,
            LegalBasis = content.LegalBasis,
            Outcome = content.Outcome,
            LawVersion = content.Law,
            SecondedFrom = content.SecondedFrom ?? "",
            Counted = content.Counted ?? "",
            PersonId = record.Subject == Guid.Empty ? "" : record.Subject.ToString(),
            GlassId = content.Glass?.Id.ToString() ?? "",
            GlassVerdict = (GlassVerdict)(content.Glass?.Verdict ?? 0),
            AssignedOfficer = content.Assigns ?? "",
            MandateId = content.Mandate?.ToString() ?? "",
            SettledRule = content.Settles?.Rule ?? "",
            SettledVerdict = (ReviewVerdict)(content.Settles?.Verdict ?? 0),
            LawDate = content.LawDate is { } day ? Wire.Date(day) : null,
        };
        line.Asked.AddRange(content.Asked.Select(one => (FieldClass)one));
        line.Granted.AddRange(content.Granted.Keys.Select(one => (FieldClass)one));
        line.Rules.AddRange(content.Granted.Values.Concat(content.Refused.Values).Distinct());
        if (content.Told is { } told)
        {
            line.ToldClasses.AddRange(told.Classes.Select(one => (FieldClass)one));
            line.ToldAgency = told.Agency;
            line.ToldForReview = told.Review is true;
        }

        return line;
    }
}
