using Registry.Server.Pipeline;
using Registry.Server.Records;
using Registry.Server.Search;
using Registry.V1;

namespace Registry.Server.Calls;

/// <summary>
/// Whether particulars that the caller already has are a person's. What is hidden, not permitted or unknown is quietly not confirmed, like
/// another value; where nothing that was asked may be seen, the answer is that of nobody.
/// </summary>
internal sealed class CheckIdentity(Looks looks, AccessRecorder recorder, Opened opened)
{
    public async Task<CheckIdentityResponse> Answer(CheckIdentityRequest request, Call call)
    {
        call.LeavesOnTick = true;
        using var look = await looks.At(call, Wire.Id(request.PersonId), Opened.ClassesOf(request.Particulars));
        var answer = opened.Compare(look, request.Particulars);
        var (asked, confirmed) = (Opened.Count(request.Particulars), Opened.Count(answer));

        // Inspectors must be able to tell guessing from use, and guessing ends at the ceiling of answers that find nothing.
        await recorder.Outcome(
            call, look.State.Subject, look.Receipt.RecordId, confirmed == asked ? "CONFIRMED" : confirmed > 0 ? "PARTLY_CONFIRMED" : "NOT_CONFIRMED");
        if (confirmed < asked)
            call.Missed = true;
        return answer;
    }
}
