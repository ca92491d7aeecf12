using Registry.Domain.Agencies;
using Registry.Domain.Law;
using Registry.Server.Pipeline;
using Registry.V1;

namespace Registry.Server.Calls;

/// <summary>Code lists as they stand on a day, for everyone.</summary>
internal sealed class ListCodes(Looks looks, LawTables law)
{
    public async Task<ListCodesResponse> Answer(ListCodesRequest request, Call call)
    {
        using var look = await looks.At(call, DirectoryState.Subject, ListAgencies.Open);
        var day = Wire.On(call, request.On);
        var answer = new ListCodesResponse();
        foreach (var list in law.Codes.Where(list => request.List.Length == 0 || list.Name == request.List))
        {
            var listed = new V1.CodeList { Name = list.Name, Version = list.Version };
            listed.Codes.AddRange(list.Rows.Where(row => row.Standing.ValidOn(day)).Select(row => new ListedCode
            {
                Code = row.Standing.Id,
                Name = call.Tongue.Name(row.Vi, row.En),
                Source = row.Standing.Source,
            }));
            if (listed.Codes.Count > 0)
                answer.Lists.Add(listed);
        }

        return answer;
    }
}
