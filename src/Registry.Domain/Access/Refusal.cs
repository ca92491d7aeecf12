using Registry.Domain.Law;

namespace Registry.Domain.Access;

/// <summary>The law refuses an act that the caller may know about. A value, never an exception; names no personal value.</summary>
/// <param name="Reason">Stable code, a row of <c>refusals.md</c>, which has the texts in Vietnamese and English.</param>
/// <param name="Source">Key of <c>legal-bases.md</c>: document, article, clause.</param>
/// <param name="NextStep">Stable code of the next lawful step, a row of <c>next-steps.md</c>, or null.</param>
/// <param name="Certainty">How sure the source is.</param>
public sealed record Refusal(string Reason, string Source, string? NextStep, Certainty Certainty);
