using Registry.Server.Cases;
using Registry.Server.Pipeline;
using Registry.V1;
using DomainClass = Registry.Domain.Access.FieldClass;

namespace Registry.Server.Calls;

/// <summary>Persons to whom the caller's agency has an open relation and whose status it may see for the purpose of the call.</summary>
internal sealed class ListMyCases(CaseIndex index, CaseFollower follower, Pages pages, PageTokens tokens, Records.AccessRecorder recorder, Domain.Law.LawTables law)
{
    private static readonly IReadOnlySet<DomainClass> Status = new HashSet<DomainClass> { DomainClass.Status };

    public async Task<ListMyCasesResponse> Answer(ListMyCasesRequest request, Call call)
    {
        var size = Pages.Sizes.Of(request.PageSize);
        var place = tokens.Of(call, $"{call.Purpose}");
        var after = place.Bytes(request.PageToken) is { } last ? new Guid(last) : Guid.Empty;
        await follower.Ready(call.Cancel);
        await recorder.Called(call, Status);

        var page = await pages.Walk(
            call, (from, most) => index.RelatedTo(call.Caller.Agency, call.Today, from, most), after, size, Status,
            (record, _) => record.State.Person is not { } person ? null : new MyCase
            {
                PersonId = record.State.Subject.ToString(),
                Kind = GetIdentity.StatusOf(person, call, law).Kind,
                Verification = (VerificationOutcome)(person.Verification ?? 0),
            });
        var answer = new ListMyCasesResponse();
        answer.Cases.AddRange(page.Told);
        if (page.Next is { } next)
            answer.NextPageToken = place.Seal(next.ToByteArray());
        return answer;
    }
}
