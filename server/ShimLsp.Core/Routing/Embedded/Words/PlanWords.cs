using System.Collections.Immutable;

namespace ShimLsp.Core.Routing.Embedded.Words;

/// <summary>Words of plans and requirements, in all languages: a short task that names one is as long as what it names.</summary>
internal static class PlanWords
{
    /// <summary>The trait, its phrase in an explanation, and the words that express it.</summary>
    public static readonly ImmutableArray<LexiconRow> All =
    [
        new(
            Terms.Planned,
            """
            plan plans phase+ specs milestone+ requirements prd todo todos task_list epic epics sprint backlog checklist
            user_stories design_doc next_phase step_1 implementation_plan
            phasen pläne anforderungen pflichtenheft lastenheft meilenstein meilensteine aufgabenliste bauplan
            exigences cahier_des étape étapes jalon jalons
            fase fases requisitos etapa etapas hito hitos plano planos
            fasi piano requisiti tappe
            план плана этап этапы этапа требования требований фаза фазы тз
            计划 阶段 需求 任务清单 里程碑 规格
            計画 フェーズ 要件 仕様書 段階 マイルストーン
            계획 단계 요구사항 기획서 마일스톤
            """
        ),
    ];
}
