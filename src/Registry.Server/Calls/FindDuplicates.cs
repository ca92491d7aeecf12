using Registry.Domain.Law;
using Registry.Domain.Matching;
using Registry.Domain.Merging;
using Registry.Server.Cases;
using Registry.Server.Pipeline;
using Registry.Server.Records;
using Registry.Server.Search;
using Registry.V1;
using DomainClass = Registry.Domain.Access.FieldClass;
using Likelihood = Registry.Domain.Matching.Likelihood;

namespace Registry.Server.Calls;

/// <summary>
/// Other records that may be of the same human being, for a review. Only such as the agency could join with this one are told, and only on what
/// it may see of both: a record that is hidden, blocked or a stranger's is not there.
/// </summary>
internal sealed class FindDuplicates(
    Looks looks, CaseIndex index, CaseFollower follower, Candidates candidates, SlotTags tags, AccessRecorder recorder, LawTables law)
{
    private static readonly IReadOnlySet<DomainClass> Compared =
        new HashSet<DomainClass> { DomainClass.IdentityMinimum, DomainClass.CoreIdentity, DomainClass.IdentityNumbers };

    public async Task<FindDuplicatesResponse> Answer(FindDuplicatesRequest request, Call call)
    {
        call.LeavesOnTick = true;
        await follower.Ready(call.Cancel);
        using var look = await looks.At(call, Wire.Id(request.PersonId), Compared);
        var hers = Opened.TraitsOf(look);
        var sought = Sought.Like(tags, hers);
        var subjects = index.Promising(
            call.Caller.Agency, call.Today,
            entry => entry.Subject == look.State.Subject || SamePerson.IsMerged(look.State, entry.Subject) ? 0 : sought.Promise(entry.Tags), Candidates.Most + 1);

        var alike = new List<(Guid Subject, Likeness Likeness)>();
        var incomplete = await candidates.Each(call, subjects, Compared, async other =>
        {
            var likeness = SamePerson.AreCandidates(law, look.State, other.State, call.Caller.Actor, call.Today)
                ? Resemblance.Of(hers, Opened.TraitsOf(other))
                : null;
            var told = likeness is { Likelihood: not Likelihood.Unspecified };
            await recorder.Outcome(call, other.State.Subject, other.Receipt.RecordId, told ? "ALIKE" : "OTHERWISE");
            if (told)
                alike.Add((other.State.Subject, likeness!));
        });
        return new FindDuplicatesResponse
        {
            Incomplete = incomplete,
            Candidates =
            {
                alike.OrderByDescending(one => one.Likeness.Bits).ThenBy(one => one.Subject).Select(one => new DuplicateCandidate
                {
                    PersonId = one.Subject.ToString(),
                    Likelihood = (V1.Likelihood)one.Likeness.Likelihood,
                    Reasons = { one.Likeness.Reasons.Select(reason => (V1.LikenessReason)reason) },
                }),
            },
        };
    }
}
