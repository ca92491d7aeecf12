using Registry.Domain.Emergencies;
using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Server.Audit;
using Registry.Server.Pipeline;
using Registry.Server.Records;
using Registry.V1;
using DomainClass = Registry.Domain.Access.FieldClass;
using DomainVerdict = Registry.Domain.Emergencies.GlassVerdict;

namespace Registry.Server.Calls;

/// <summary>An inspector of another agency, under a mandate that opens the line, says what the review of an emergency look found.</summary>
internal sealed class ReviewBreakGlass(Acts acts, Looks looks, AccessIndex index, LawTables law)
{
    private static readonly IReadOnlySet<DomainClass> Lines = new HashSet<DomainClass> { DomainClass.AccessLines };

    public async Task<ReviewBreakGlassResponse> Answer(ReviewBreakGlassRequest request, Call call)
    {
        var today = Wire.Today(call, request.OccurredOn);

        // As GetRecord: a line before any record is opened, and one under the person it turns out to be about.
        using var search = await looks.At(call, Guid.Empty, Lines);
        var found = await index.Find(Wire.Id(request.RecordId), call.Cancel) is { Content: { Kind: RecordKind.BreakGlass, Glass: not null } } line && Mandates.Covers(call, line)
            ? line
            : null;
        call.OnTheWay();
        if (found is null)
        {
            using var nobody = await looks.At(call, Guid.Empty, Lines);
            throw Failures.Of("NOT_FOUND");
        }

        (call.Inspects, call.Glass) = (found.Content.Agency, new GlassRecord(found.Content.Glass!.Id, (DomainVerdict)request.Verdict));
        var command = new ReviewGlass(
            call.Caller.Actor, call.Caller.SecondedFrom, today, found.Content.Glass.Id, (DomainVerdict)request.Verdict, BreakGlass.WordsOf(call));
        return await acts.Do(call, request, request.RequestId, new Act<ReviewBreakGlassResponse>
        {
            Subject = found.Subject,
            StreamType = StreamTypes.Person,
            // An inspector is told no version of a person's stream.
            Expected = null,
            Decide = state => BreakingGlass.Review(law, state, command),
            Answer = written => new ReviewBreakGlassResponse { ReviewedOn = Wire.Date(written.Happened.OccurredOn) },
        });
    }
}
