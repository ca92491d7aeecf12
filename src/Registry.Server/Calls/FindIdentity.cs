using Registry.Sealing;
using Registry.Server.Cases;
using Registry.Server.Pipeline;
using Registry.Server.Records;
using Registry.Server.Search;
using Registry.Store.Subjects;
using Registry.V1;

namespace Registry.Server.Calls;

/// <summary>
/// Which of the persons that the caller's agency has to do with has exactly these particulars. Nobody else is even a candidate, so the answer, the
/// lines and the work for a stranger are those for somebody who does not exist.
/// </summary>
internal sealed class FindIdentity(
    CaseIndex index, CaseFollower follower, Candidates candidates, Opened opened, SlotTags tags, BlindIndex certificates, SubjectRows rows, AccessRecorder recorder)
{
    public async Task<FindIdentityResponse> Answer(FindIdentityRequest request, Call call)
    {
        call.LeavesOnTick = true;
        var asked = request.Particulars;
        var classes = Opened.ClassesOf(asked);
        await follower.Ready(call.Cancel);
        var line = await recorder.Called(call, classes);

        var sought = Sought.Exactly(tags, asked);
        var certified = asked.CertificateNumber.Length > 0 ? await Certified(asked.CertificateNumber, call) : null;
        var subjects = index.Promising(
            call.Caller.Agency, call.Today, entry => certified?.Contains(entry.Subject) != false && sought.MayBe(entry.Tags) ? 1 : 0, Candidates.Most + 1);

        var answer = new FindIdentityResponse();
        answer.Incomplete = await candidates.Each(call, subjects, classes, async look =>
        {
            var found = Opened.Count(opened.Compare(look, asked)) == Opened.Count(asked);
            await recorder.Outcome(call, look.State.Subject, look.Receipt.RecordId, found ? "FOUND" : "OTHERWISE");
            if (found)
                answer.Persons.Add(new FoundPerson { PersonId = look.State.Subject.ToString() });
        });
        await recorder.Outcome(call, Guid.Empty, line, answer.Persons.Count > 0 ? "FOUND" : "NOT_FOUND");
        if (answer.Persons.Count == 0)
            call.Missed = true;
        return answer;
    }

    /// <summary>Whose certificate may have the number; whether it has, the look at her tells.</summary>
    private async Task<IReadOnlySet<Guid>> Certified(string number, Call call) =>
        certificates.MayBe(number, await rows.CertificateBucket(certificates.Tag(number), call.Cancel));
}
