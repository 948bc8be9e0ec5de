using System.Collections.Immutable;

namespace ShimLsp.Core.Routing.Embedded.Words;

/// <summary>Spanish: the words of <see cref="EnglishWords"/> as developers who write it use them.</summary>
internal static class SpanishWords
{
    /// <summary>Each trait, its phrase in an explanation, and the words that express it.</summary>
    public static readonly ImmutableArray<LexiconRow> All =
    [
        new(
            Terms.Courtesy,
            """
            hola buenas buenos buenos_días gracias porfa porfavor por_favor favor muchas_gracias saludos podrías puedes podéis podría
            podrían puede_usted
            """
        ),
        new(
            Terms.Asking,
            """
            qué cómo cuál cuáles quién dónde cuándo es_posible que
            """
        ),
        new(
            Terms.SmallEdit,
            """
            renombra renombrar renombre renómbrame renombrado quita quitar quítame quite borra borrar bórrame elimina eliminar elimine
            sube_el baja_el aumenta aumentar intercambia oculta ocultar comenta_la descomenta descomentar sobrantes sobrante sin_usar
            inutilizadas inutilizados
            """
        ),
        new(
            Terms.Typo,
            """
            errata erratas ortografía ortográfico ortográfica faltas falta_de error_tipográfico mal_escrito mal_escrita gramática tildes
            """
        ),
        new(
            Terms.Formatting,
            """
            indentación indenta indentar sangría formatea formatear formateo espacios en_blanco salto_de saltos_de ordena ordenar
            alfabéticamente alfabético mayúscula mayúsculas minúscula minúsculas comillas llaves puntos_y
            """
        ),
        new(
            Terms.Documenting,
            """
            comentario comentarios comenta documenta documentar documentación mensaje_de notas_de léeme
            """
        ),
        new(
            Terms.SmallThing,
            """
            botón botones etiqueta etiquetas colores título títulos texto textos mensaje mensajes campo campos columna columnas línea
            líneas margen fuente tamaño icono iconos imagen enlace enlaces valor valores por_defecto parámetro parámetros atributo
            propiedad encabezado pie_de fondo versión ejemplo ejemplos cadena cadenas nombre_de
            """
        ),
        new(
            Terms.Little,
            """
            solo sólo solamente simplemente pequeño pequeña pequeños pequeñas rápido_favor rapidito sencillo sencilla corto corta cortito
            fácil básico básica principiante ejercicio únicamente una_línea cosita nada_más breve brevemente un_solo una_sola
            """
        ),
        new(
            Terms.OnePlace,
            """
            esta este esto estas estos aquí abajo arriba siguiente esta_función esta_línea este_archivo este_fichero
            """
        ),
        new(
            Terms.Explaining,
            """
            explica explicar explícame explicación resume_este resume_esta resumir resumen resúmeme describir descríbeme significa
            diferencia diferencias entre_un qué_hace qué_es qué_significa para_qué sirve qué_comando entender entiendo sintaxis dime
            muéstrame
            """
        ),
        new(
            Terms.Making,
            """
            escribe escribir escríbeme escriba crea crear créame agrega agregar añade añadir añádeme agregue implementa implementar
            impleméntame implementación genera generar genérame haz hacer hazme desarrolla desarrollar construye construir necesito
            quiero_un quiero_una programa_un funcionalidad mete
            """
        ),
        new(
            Terms.Ordinary,
            """
            formulario formularios validación validar valida consulta consultas búsqueda buscar buscador filtrar filtra filtro filtros
            paginación paginar inicio_de cerrar_sesión subir subida descargar descarga componente componentes vista vistas ventana tarea
            tareas cola caché notificación notificaciones enviar envía correo correos pantalla controlador línea_de listado
            """
        ),
        new(
            Terms.Converting,
            """
            convierte conviérteme convierta conversión traduce traducir tradúceme traducción transforma transformar parsea parsear parseo
            serializa serializar deserializar exporta exportar importa importar pasa_a pasar_a pásalo pasa_esto lee_un
            """
        ),
        new(
            Terms.Testing,
            """
            prueba pruebas testea testear test_unitario tests_unitarios unitarios unitaria unitarias unitario prueba_unitaria
            pruebas_unitarias cobertura mockear mockea simular
            """
        ),
        new(
            Terms.Reshaping,
            """
            refactoriza refactorizar refactorización refactorice refactorea reestructura reestructurar reestructuración separa separar
            separación divide dividir desacopla desacoplar desacoplamiento extrae extraer unifica unificar limpia limpiar reorganiza
            reorganizar consolida consolidar monolito rehacer reescribe_el modularizar rediseña rediseñar trocear partir_el
            """
        ),
        new(
            Terms.Migrating,
            """
            migra migrar migración migraciones migramos pasar_de pasarnos actualizar_de actualiza_de reemplazar_nuestro sustituir_nuestro
            reescribir reescribe reescritura sistema_antiguo sistema_heredado heredado heredada legado doble_escritura subir_de
            """
        ),
        new(
            Terms.Diagnosis,
            """
            por_qué porqué causa causas causa_raíz depura depurar depuración debuggear debuguear debugear debuggea debuguea falla fallan
            fallo fallos fallando se_cae se_caen cae cuelga cuelgan colgado se_cuelga bloquea_la se_congela congela investiga investigar
            averigua averiguar diagnostica diagnosticar diagnóstico analiza analizar análisis crashea crashear revienta fuga fugas
            regresión reproducir desaparecen desaparece pierden pierde corrupto corrompe corrupción descuadra descuadran rastrea rastrear
            encuentra_la no_funciona no_cuadra se_para reiniciar reinicio atascado
            """
        ),
        new(
            Terms.Intermittent,
            """
            a_veces ocasionalmente raramente esporádico esporádica esporádicos esporádicamente aleatorio aleatorios aleatoriamente
            intermitente intermitentes intermitentemente de_vez cada_tanto inestable inestables en_producción bajo_carga al_azar al_cabo
            no_siempre de_repente de_noche cada_pocas pocas_semanas
            """
        ),
        new(
            Terms.Concurrency,
            """
            concurrencia simultáneo simultáneos simultánea simultáneas simultáneamente interbloqueo interbloqueos bloqueo bloqueos hilo
            hilos multihilo subproceso subprocesos paralelo paralela paralelos paralelizar paraleliza paralelismo paralelización
            condición_de condiciones_de carrera carreras al_mismo mismo_tiempo atómico atómica atómicamente atomicidad cancelación
            inanición sincronizar sincronización semáforo contención sobrescribe sobrescriben pisan mismo_momento última_unidad
            """
        ),
        new(
            Terms.LockFree,
            """
            sin_bloqueos sin_bloqueo sin_locks sin_lock barrera barreras linealizable linealizabilidad
            """
        ),
        new(
            Terms.Distribution,
            """
            distribuido distribuida distribuidos distribuidas replicación replicar réplica réplicas consenso transacción transacciones
            transaccional particionado particionar partición particiones nodo nodos líder elección_de multirregión multiregión
            multiinquilino multi_inquilino inquilino inquilinos regiones sin_conexión eventos clúster conmutación sin_internet sin_red
            caiga_internet
            """
        ),
        new(
            Terms.Guarantee,
            """
            idempotentes idempotencia garantiza garantizar garantice garantizado garantía garantías exactamente exactamente_una
            consistencia consistente coherencia duradero durabilidad pérdida perder perderse sin_perder sin_pérdida duplicado duplicados
            duplicadas determinista determinismo tolerante tolerancia_a caída caídas apagón recuperación recuperar reanudar sobrevivir
            sobrevive sobreviva equidad integridad aislamiento al_céntimo cuadre cuadrar dos_veces negativo menos_uno
            """
        ),
        new(
            Terms.Proof,
            """
            demuestra demostrar demostración demuéstrame prueba_formal probar_que teorema lema invariantes formalmente contraejemplo
            contraejemplos inducción indecidible decidible verificación_formal
            """
        ),
        new(
            Terms.Scope,
            """
            toda todo_el toda_la todos_los todas_las entero entera completo completa módulos servicios equipos plataformas varios en_todas
            por_todo repositorio capas microservicios
            """
        ),
        new(
            Terms.Constraint,
            """
            sin sin_romper romper sin_parar sin_caídas sin_interrupción interrupción sin_tirar parada paradas retrocompatibilidad
            compatible_con compatibilidad preserva preservar gradualmente progresivo no_debe no_deben no_puede no_pueden no_podemos intacto
            intacta efectos_secundarios clientes_antiguos versiones_antiguas siga_funcionando sigan_funcionando poco_a sin_detener
            sin_cortar
            """
        ),
        new(
            Terms.LowLevel,
            """
            compilador núcleo_del asignador_de asignador recolector vectoriza vectorizar ensamblador controlador_de bajo_nivel
            comportamiento_indefinido indefinido punto_flotante coma_flotante embebido puntero_colgante
            """
        ),
        new(
            Terms.Algorithm,
            """
            algoritmo algoritmos algorítmico inferencia inferencia_de planificador optimizador restricciones intérprete incrementalmente
            gramática_de grafo grafos camino_más programación_dinámica aproximación heurística heurísticas geometría polígonos numérico
            numérica numéricamente estabilidad compresión autómata autómatas máquina_de colaborativo colaborativa deshacer_y fusión_de
            óptimo óptima óptimos optimo
            """
        ),
        new(
            Terms.Security,
            """
            seguridad seguro segura asegurar vulnerabilidad vulnerabilidades autenticación autenticar autorización cifrar cifra cifrado
            encriptar encripta encriptación descifrar ataque ataques atacante atacantes permisos privilegio privilegios certificado
            certificados firma_digital firmas rotación_de malicioso maliciosa maliciosos amenaza amenazas inyección brecha blindar fraude
            fraudes firmadas firmados firmado firmada duplicar suplantación de_otros ajenos ajenas ajeno cliente_ve
            """
        ),
        new(
            Terms.Performance,
            """
            rendimiento lento lenta lentos lentas lentitud rápido rápida acelera acelerar optimiza optimizar optimización latencia
            cuello_de cuellos_de memoria_consumida consumo tarda tardan tardando demora muy_lento más_rápido va_lenta va_lento arranque
            cuadrático tirones segundos_necesitamos
            """
        ),
        new(
            Terms.Design,
            """
            diseña diseñar diseño diseños diséñame arquitectura arquitecturas estrategia estrategias protocolo protocolos propón proponer
            proponme propuesta modelar modela modelado especificación especifica extensibilidad alternativas planifica planificar
            compromisos ventajas_y pros_y nuestro_propio lenguaje_de hoja_de gobernanza
            """
        ),
        new(
            Terms.Evidence,
            """
            volcado volcado_de perfil_de traza trazas informe_de métricas incidente incidentes captura_de registros_del
            """
        ),
        new(
            Terms.Scale,
            """
            millón millones mil cientos por_segundo peticiones_por escalable escalabilidad escalar escala escale alto_tráfico alta_carga
            tiempo_real teras gigas usuarios_simultáneos usuarios_concurrentes
            """
        ),
        new(
            Terms.Demand,
            """
            cada nunca jamás siempre cualquier cualquiera aunque incluso_si incluso_cuando mientras mismo misma orden arbitrario anidado
            anidados anidada recursivo recursiva recursivamente casos_límite caso_límite casos_borde sutil sutiles compartido compartida
            globales interacciones en_todos tanto_como ambos ambas
            """
        ),
        new(
            Terms.HowMany,
            """
            cuánto cuánta cuántos cuántas
            """
        ),
        new(
            Terms.Trade,
            """
            función funciones método métodos clase clases archivo archivos fichero ficheros código aplicación servidor servidores
            base_datos bbdd tabla tablas lista listas arreglo objeto objetos errores bucle bucles módulo biblioteca librería dependencia
            dependencias rama ramas configuración respuesta petición peticiones usuario usuarios cliente clientes factura facturas pedido
            pedidos contraseña cuenta memoria proceso procesos excepción excepciones fecha fechas zona_horaria clave claves datos dato
            evento carpeta directorio página páginas desplegar despliega despliegue compilar compila registro registros tipo tipos paquete
            interfaz puntero búfer
            """
        ),
    ];
}
