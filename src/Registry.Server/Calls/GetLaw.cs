using Registry.Domain.Agencies;
using Registry.Domain.Law;
using Registry.Server.Pipeline;
using Registry.V1;

namespace Registry.Server.Calls;

/// <summary>Version and contents of the law tables of a day, for everyone; the whole of them is printed by <c>registryctl law show</c>.</summary>
internal sealed class GetLaw(Looks looks, LawTables law)
{
    public async Task<GetLawResponse> Answer(GetLawRequest request, Call call)
    {
        using var look = await looks.At(call, DirectoryState.Subject, ListAgencies.Open);
        var day = Wire.On(call, request.On);
        var answer = new GetLawResponse { Version = law.Version };
        if (law.RegimeOn(day) is { } regime)
        {
            (answer.Regime, answer.RegimeName) = (regime.Code, call.Tongue.Name(regime.Vi, regime.En));
            answer.Measures.AddRange(regime.Measures.Where(measure => measure.Standing.ValidOn(day)).Select(measure => new ListedMeasure
            {
                Clause = (MeasureClause)measure.Clause,
                Code = measure.Code,
                Name = call.Tongue.Name(measure.Vi, measure.En),
            }));
        }

        answer.LegalBases.AddRange(law.LegalBases.Where(basis => law.KnowsLegalBasis(basis.Standing.Id, day)).Select(basis => new ListedCode
        {
            Code = basis.Standing.Id,
            Name = call.Tongue.Name(basis.Vi, basis.En),
            Source = basis.Document,
        }));
        return answer;
    }
}
