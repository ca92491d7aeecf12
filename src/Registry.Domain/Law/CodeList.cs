using System.Collections.Immutable;

namespace Registry.Domain.Law;

/// <summary>A list of codes, e.g. of ethnic groups. A record keeps code and version, for numbers are given anew from list to list.</summary>
/// <param name="Name">File name up to the first dot, e.g. <c>ethnic-groups</c>.</param>
/// <param name="Version">What stands behind the dot, e.g. <c>QD421-1979</c>; empty for a list that has one version.</param>
/// <param name="Rows">The codes; a row's id is the code.</param>
public sealed record CodeList(string Name, string Version, ImmutableArray<TextRow> Rows);

/// <summary>A clause of Decision 22/2015 and what carries it.</summary>
/// <param name="Standing">Its source is the clause.</param>
/// <param name="CarriedBy">Row ids and rules in code (<c>Type.Member</c>); empty when the registry does not carry it.</param>
/// <param name="Vi">The duty in Vietnamese.</param>
/// <param name="En">The duty in English.</param>
/// <param name="WhyNotVi">Why it is not carried; empty when it is.</param>
/// <param name="WhyNotEn">The same in English.</param>
public sealed record DutyRow(Standing Standing, ImmutableArray<string> CarriedBy, string Vi, string En, string WhyNotVi, string WhyNotEn);
